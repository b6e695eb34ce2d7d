class Solution {
    public int[] catchingTowers(int[] heights) {
        int count = heights.length;
        int[] catchers = new int[count];
        Arrays.fill(catchers, -1);
        Deque<Integer> waiting = new ArrayDeque<>(); // towers without an answer, never higher from one to the next
        for (int place = 0; place < 2 * count; place++) {
            int tower = place % count;
            while (!waiting.isEmpty() && heights[waiting.peek()] < heights[tower]) {
                catchers[waiting.pop()] = tower;
            }
            if (place < count) {
                waiting.push(tower);
            }
        }
        return catchers;
    }
}
