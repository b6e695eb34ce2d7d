class Solution {
    public int longestStretch(String bulbs, int spares) {
        int[] counts = new int[26];
        int most = 0;
        int left = 0;
        for (int right = 0; right < bulbs.length(); right++) {
            int count = ++counts[bulbs.charAt(right) - 'A'];
            most = Math.max(most, count);
            if (right - left + 1 > most + spares) { // the window moves on without ever getting smaller
                counts[bulbs.charAt(left) - 'A']--;
                left++;
            }
        }
        return bulbs.length() - left;
    }
}
