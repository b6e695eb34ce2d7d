class Solution {
    public int minRooms(int[][] meetings) {
        int[] beginTimes = Arrays.stream(meetings).mapToInt(meeting -> meeting[0]).sorted().toArray();
        int[] endTimes = Arrays.stream(meetings).mapToInt(meeting -> meeting[1]).sorted().toArray();
        int opened = 0;
        int released = 0;
        for (int begin : beginTimes) {
            if (endTimes[released] <= begin) {
                released++; // the meeting that is over first hands its room on
            } else {
                opened++;
            }
        }
        return opened;
    }
}
