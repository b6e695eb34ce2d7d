class Solution {
    public int countAdmitted(int[] granted, int[] revoked, int required) {
        int admitted = 0;
        for (int account = 0; account < granted.length; account++) {
            int held = granted[account] & ~revoked[account];
            if ((held & required) == required) {
                admitted++;
            }
        }
        return admitted;
    }
}
