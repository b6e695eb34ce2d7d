class RequestLimiter {
    private final int limit;
    private final int window;
    private final Map<String, Deque<Integer>> allowed = new HashMap<>(); // the latest times, at most `limit` per user

    public RequestLimiter(int limit, int window) {
        this.limit = limit;
        this.window = window;
    }

    public boolean allow(String user, int time) {
        Deque<Integer> times = allowed.computeIfAbsent(user, name -> new ArrayDeque<>());
        if (times.size() == limit) {
            if (times.peekFirst() > time - window) {
                return false;
            }
            times.pollFirst();
        }
        times.addLast(time);
        return true;
    }
}
