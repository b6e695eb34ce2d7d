class PriceArchive {
    private static final int NO_PRICE = -1;

    private final Map<String, NavigableMap<Integer, Integer>> prices = new HashMap<>(); // article to time to price

    public PriceArchive() {}

    public void setPrice(String article, int price, int time) {
        prices.computeIfAbsent(article, name -> new TreeMap<>()).put(time, price);
    }

    public int priceAt(String article, int time) {
        NavigableMap<Integer, Integer> changes = prices.getOrDefault(article, Collections.emptyNavigableMap());
        Map.Entry<Integer, Integer> latest = changes.floorEntry(time);
        return latest == null ? NO_PRICE : latest.getValue();
    }
}
