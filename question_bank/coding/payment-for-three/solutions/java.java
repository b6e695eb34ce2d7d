class Solution {
    public int nearestTotal(int[] amounts, int payment) {
        int[] ordered = amounts.clone();
        Arrays.sort(ordered);
        int nearest = ordered[0] + ordered[1] + ordered[2];
        for (int first = 0; first < ordered.length - 2; first++) {
            int low = first + 1;
            int high = ordered.length - 1;
            while (low < high) {
                int total = ordered[first] + ordered[low] + ordered[high];
                if (isBetter(total, nearest, payment)) {
                    nearest = total;
                }
                if (total < payment) {
                    low++;
                } else {
                    high--;
                }
            }
        }
        return nearest;
    }

    private boolean isBetter(int total, int nearest, int payment) {
        int gap = Math.abs(total - payment);
        int smallestGap = Math.abs(nearest - payment);
        return gap < smallestGap || (gap == smallestGap && total < nearest);
    }
}
