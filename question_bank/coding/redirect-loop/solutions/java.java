class Solution {
    private static final int END = -1;

    public int loopEntry(int[] successors, int start) {
        int meeting = meetingPlace(successors, start);
        if (meeting == END) {
            return END;
        }
        // From here the entry is as many steps away as it is from the start, apart from full rounds.
        int ahead = meeting;
        int behind = start;
        while (ahead != behind) {
            ahead = successors[ahead];
            behind = successors[behind];
        }
        return behind;
    }

    /** Where a walker of double speed catches up with a slow one, or END if the chain ends. */
    private static int meetingPlace(int[] successors, int start) {
        int slow = start;
        int fast = start;
        do {
            for (int step = 0; step < 2; step++) {
                fast = successors[fast];
                if (fast == END) {
                    return END;
                }
            }
            slow = successors[slow];
        } while (slow != fast);
        return slow;
    }
}
