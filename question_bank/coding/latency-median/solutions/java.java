class LatencyMedian {
    private final PriorityQueue<Integer> lower = new PriorityQueue<>(Comparator.reverseOrder());
    private final PriorityQueue<Integer> upper = new PriorityQueue<>(); // at most one shorter than lower

    public void add(int latency) {
        // What goes into one half passes through the other, so that the halves stay in order.
        if (lower.size() == upper.size()) {
            upper.add(latency);
            lower.add(upper.remove());
        } else {
            lower.add(latency);
            upper.add(lower.remove());
        }
    }

    public double median() {
        if (lower.isEmpty()) {
            return -1;
        }
        int middle = lower.element();
        if (lower.size() > upper.size()) {
            return middle;
        }
        return ((long) middle + upper.element()) / 2.0;
    }
}
