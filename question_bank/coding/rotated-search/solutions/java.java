class Solution {
    public int findRotated(int[] values, int target) {
        int low = 0;
        int high = values.length - 1;
        while (low <= high) {
            int middle = (low + high) / 2;
            if (values[middle] == target) {
                return middle;
            }
            if (values[low] <= values[middle]) { // the left half is in order
                if (values[low] <= target && target < values[middle]) {
                    high = middle - 1;
                } else {
                    low = middle + 1;
                }
            } else if (values[middle] < target && target <= values[high]) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }
}
