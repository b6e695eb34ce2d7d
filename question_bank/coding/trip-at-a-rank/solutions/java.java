class Solution {
    /** The place of the hotel is where the flight has got to. */
    private record Trip(int total, int flight, int at) {}

    public int tripAtRank(int[] flights, int[] hotels, int k) {
        PriorityQueue<Trip> waiting = new PriorityQueue<>(Comparator.comparingInt(Trip::total));
        Arrays.stream(flights).limit(k).forEach(flight -> waiting.add(new Trip(flight + hotels[0], flight, 0)));
        for (int rank = 1; rank < k; rank++) {
            Trip cheapest = waiting.remove();
            int next = cheapest.at() + 1;
            if (next < hotels.length) {
                waiting.add(new Trip(cheapest.flight() + hotels[next], cheapest.flight(), next));
            }
        }
        return waiting.element().total();
    }
}
