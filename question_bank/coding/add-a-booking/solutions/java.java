class Solution {
    public int[][] addBooking(int[][] plan, int[] booking) {
        int start = booking[0];
        int end = booking[1];
        List<int[]> updated = new ArrayList<>();
        int at = 0;
        while (at < plan.length && plan[at][1] < start) {
            updated.add(plan[at++]);
        }
        while (at < plan.length && plan[at][0] <= end) {
            start = Math.min(start, plan[at][0]);
            end = Math.max(end, plan[at][1]);
            at++;
        }
        updated.add(new int[] {start, end});
        updated.addAll(Arrays.asList(plan).subList(at, plan.length));
        return updated.toArray(new int[0][]);
    }
}
