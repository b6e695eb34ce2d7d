class Solution {
    public int badgeLeftOver(int[] scans) {
        int leftOver = 0;
        for (int badge : scans) {
            leftOver ^= badge;
        }
        return leftOver;
    }
}
