class Solution {
    public int longestShared(int[] ours, int[] theirs) {
        int[] above = new int[theirs.length + 1]; // one number for each beginning of theirs, the empty one included
        for (int version : ours) {
            int[] row = new int[theirs.length + 1];
            for (int at = 0; at < theirs.length; at++) {
                row[at + 1] = version == theirs[at] ? above[at] + 1 : Math.max(above[at + 1], row[at]);
            }
            above = row;
        }
        return above[theirs.length];
    }
}
