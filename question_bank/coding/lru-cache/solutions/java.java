class LruCache {
    private final Map<Integer, Integer> entries;

    public LruCache(int capacity) {
        boolean byAccess = true; // least recently used first
        entries = new LinkedHashMap<>(16, 0.75f, byAccess) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
                return size() > capacity;
            }
        };
    }

    public int get(int key) {
        return entries.getOrDefault(key, -1);
    }

    public void put(int key, int value) {
        entries.put(key, value);
    }
}
