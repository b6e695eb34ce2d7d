class StopFinder {
    /** A beginning of words: what may follow it, and the words to suggest for it, the best first. */
    private static class Node {
        final Map<Character, Node> children = new HashMap<>();
        final List<String> best = new ArrayList<>();
    }

    private final int limit;
    private final Node root = new Node();
    private final Map<String, Integer> totals = new HashMap<>();
    private final Comparator<String> bestFirst;

    public StopFinder(int limit) {
        this.limit = limit;
        Comparator<String> byTotal = Comparator.comparing(totals::get);
        bestFirst = byTotal.reversed().thenComparing(Comparator.naturalOrder());
    }

    public void add(String word, int weight) {
        totals.merge(word, weight, Integer::sum);
        Node node = root;
        rank(node, word);
        for (char letter : word.toCharArray()) {
            node = node.children.computeIfAbsent(letter, unused -> new Node());
            rank(node, word);
        }
    }

    public String[] suggest(String prefix) {
        Node node = root;
        for (char letter : prefix.toCharArray()) {
            node = node.children.get(letter);
            if (node == null) {
                return new String[] {};
            }
        }
        return node.best.toArray(String[]::new);
    }

    /** Gives the word its place. Totals only grow, so no other word can come into the suggestions of a node. */
    private void rank(Node node, String word) {
        if (!node.best.contains(word)) {
            node.best.add(word);
        }
        node.best.sort(bestFirst);
        if (node.best.size() > limit) {
            node.best.removeLast();
        }
    }
}
