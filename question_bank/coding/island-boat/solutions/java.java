class Solution {
    public int smallestBoat(int[] weights, int days) {
        int low = Arrays.stream(weights).max().getAsInt();
        int high = Arrays.stream(weights).sum();
        while (low < high) {
            int middle = low + (high - low) / 2;
            if (daysNeeded(weights, middle) <= days) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** How many trips it takes when every boat is filled as far as possible; no parcel exceeds the capacity. */
    private static int daysNeeded(int[] weights, int capacity) {
        int needed = 1;
        int load = 0;
        for (int weight : weights) {
            if (load + weight > capacity) {
                needed++;
                load = 0;
            }
            load += weight;
        }
        return needed;
    }
}
