class Solution {
    private static final int UNREACHED = Integer.MAX_VALUE / 2; // an offer on top of it cannot overflow

    public int cheapestRoute(int[] fees, int[][] rides, int origin, int target, int stops) {
        int[] handling = fees.clone(); // due when a parcel leaves a depot
        handling[origin] = 0;
        int[] priceTo = new int[fees.length];
        Arrays.fill(priceTo, UNREACHED);
        priceTo[origin] = 0;
        for (int round = 0; round <= stops; round++) {
            int[] following = priceTo.clone();
            for (int[] ride : rides) {
                int sender = ride[0];
                int receiver = ride[1];
                int offer = priceTo[sender] + handling[sender] + ride[2];
                following[receiver] = Math.min(following[receiver], offer);
            }
            if (Arrays.equals(following, priceTo)) {
                break;
            }
            priceTo = following;
        }
        return priceTo[target] < UNREACHED ? priceTo[target] : -1;
    }
}
