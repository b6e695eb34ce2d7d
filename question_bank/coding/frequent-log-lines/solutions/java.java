class Solution {
    private record Counted(String line, int count) {}

    public String[] frequentLines(String[] lines, int k) {
        Map<String, Integer> counts = new HashMap<>();
        for (String line : lines) {
            counts.merge(line, 1, Integer::sum);
        }

        Comparator<Counted> bestFirst =
                Comparator.comparingInt(Counted::count).reversed().thenComparing(Counted::line);
        PriorityQueue<Counted> best = new PriorityQueue<>(bestFirst.reversed()); // the worst of the best on top
        counts.forEach((line, count) -> {
            best.add(new Counted(line, count));
            if (best.size() > k) {
                best.remove();
            }
        });

        return best.stream().sorted(bestFirst).map(Counted::line).toArray(String[]::new);
    }
}
