class Solution {
    public int longestDistinctRun(String text) {
        Map<Integer, Integer> lastAt = new HashMap<>();
        int[] symbols = text.codePoints().toArray(); // a char is only half of an emoji
        int best = 0;
        int left = 0;
        for (int right = 0; right < symbols.length; right++) {
            Integer before = lastAt.put(symbols[right], right);
            if (before != null) {
                left = Math.max(left, before + 1);
            }
            best = Math.max(best, right - left + 1);
        }
        return best;
    }
}
