class Solution {
    public int fewestChanges(String[] words, String start, String goal) {
        Map<String, List<String>> matching = new HashMap<>();
        for (String word : words) {
            for (String pattern : patterns(word)) {
                matching.computeIfAbsent(pattern, key -> new ArrayList<>()).add(word);
            }
        }

        Map<String, Integer> moves = new HashMap<>(Map.of(start, 0));
        Queue<String> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            String word = queue.remove();
            if (word.equals(goal)) {
                return moves.get(word);
            }
            for (String pattern : patterns(word)) {
                List<String> group = matching.remove(pattern); // once used, all of its words have been reached
                if (group == null) {
                    continue;
                }
                for (String following : group) {
                    if (moves.putIfAbsent(following, moves.get(word) + 1) == null) {
                        queue.add(following);
                    }
                }
            }
        }
        return -1;
    }

    /** The word with a star in each of its places; words with a pattern in common are one move apart. */
    private List<String> patterns(String word) {
        List<String> patterns = new ArrayList<>();
        for (int at = 0; at < word.length(); at++) {
            patterns.add(word.substring(0, at) + '*' + word.substring(at + 1));
        }
        return patterns;
    }
}
