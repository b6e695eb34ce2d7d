class Solution {
    public String[][] groupWords(String[] words) {
        Map<String, List<String>> groups = new HashMap<>();
        for (String word : words) {
            groups.computeIfAbsent(sortedLetters(word), key -> new ArrayList<>()).add(word);
        }
        return groups.values().stream()
                .map(group -> group.toArray(String[]::new))
                .toArray(String[][]::new);
    }

    private static String sortedLetters(String word) {
        char[] letters = word.toCharArray();
        Arrays.sort(letters);
        return new String(letters);
    }
}
