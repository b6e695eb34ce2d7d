class Solution {
    public int[] findRun(int[] values, int target) {
        int start = countBelow(values, target);
        int end = countBelow(values, target + 1);
        return start < end ? new int[] {start, end - 1} : new int[] {-1, -1};
    }

    /** How many values are smaller than the bound, which is the index of the first that is not. */
    private static int countBelow(int[] values, int bound) {
        int low = 0;
        int high = values.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (values[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
