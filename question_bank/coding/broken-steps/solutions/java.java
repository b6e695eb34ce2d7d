class Solution {
    private static final int MODULUS = 1_000_000_007; // the sum of two remainders still fits into an int

    public int countClimbs(int steps, int[] broken) {
        boolean[] unusable = new boolean[steps + 1];
        for (int step : broken) {
            unusable[step] = true;
        }
        int below = 0; // nothing lies under the floor
        int here = 1;
        for (int step = 1; step <= steps; step++) {
            int reached = unusable[step] ? 0 : (below + here) % MODULUS;
            below = here;
            here = reached;
        }
        return here;
    }
}
