class StockLedger {
    private final List<Long> totals = new ArrayList<>(List.of(0L)); // at each day the sum of all days before it

    public StockLedger(int[] changes) {
        for (int change : changes) {
            record(change);
        }
    }

    public void record(int change) {
        totals.add(totals.getLast() + change);
    }

    public long netChange(int firstDay, int lastDay) {
        return totals.get(lastDay + 1) - totals.get(firstDay);
    }
}
