class Solution {
    public int[] daysUntilWarmer(int[] temperatures) {
        int[] waits = new int[temperatures.length];
        Deque<Integer> waiting = new ArrayDeque<>(); // days without an answer, never warmer from one to the next
        for (int today = 0; today < temperatures.length; today++) {
            while (!waiting.isEmpty() && temperatures[waiting.peek()] < temperatures[today]) {
                int day = waiting.pop();
                waits[day] = today - day;
            }
            waiting.push(today);
        }
        return waits;
    }
}
