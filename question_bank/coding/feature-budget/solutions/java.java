class Solution {
    public int bestRelease(int[] efforts, int[] values, int budget) {
        int[] best = new int[budget + 1]; // the largest value that fits into each number of hours
        for (int feature = 0; feature < efforts.length; feature++) {
            int effort = efforts[feature];
            // Downwards, so that no feature is built twice.
            for (int hours = budget; hours >= effort; hours--) {
                best[hours] = Math.max(best[hours], best[hours - effort] + values[feature]);
            }
        }
        return best[budget];
    }
}
