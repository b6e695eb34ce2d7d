class Solution {
    public int[][] therapySlots(int[][] therapist, int[][] room) {
        List<int[]> slots = new ArrayList<>();
        int t = 0;
        int r = 0;
        while (t < therapist.length && r < room.length) {
            int start = Math.max(therapist[t][0], room[r][0]);
            int end = Math.min(therapist[t][1], room[r][1]);
            if (start < end) {
                slots.add(new int[] {start, end});
            }
            if (therapist[t][1] < room[r][1]) {
                t++; // nothing that follows can meet the window that ends first
            } else {
                r++;
            }
        }
        return slots.toArray(int[][]::new);
    }
}
