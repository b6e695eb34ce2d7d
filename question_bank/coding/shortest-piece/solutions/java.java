class Solution {
    public String shortestPiece(String tape, String letters) {
        int[] needed = new int[26]; // below zero: the piece has more of this letter than it needs
        for (char letter : letters.toCharArray()) {
            needed[letter - 'a']++;
        }
        int missing = letters.length();
        int start = 0;
        int length = Integer.MAX_VALUE;
        int left = 0;
        for (int right = 0; right < tape.length(); right++) {
            if (needed[tape.charAt(right) - 'a']-- > 0) {
                missing--;
            }
            if (missing > 0) {
                continue;
            }
            while (needed[tape.charAt(left) - 'a'] < 0) {
                needed[tape.charAt(left) - 'a']++;
                left++;
            }
            if (right + 1 - left < length) {
                start = left;
                length = right + 1 - left;
            }
        }
        return length == Integer.MAX_VALUE ? "" : tape.substring(start, start + length);
    }
}
