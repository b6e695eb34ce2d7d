class Solution {
    public boolean readsBothWays(String text) {
        int left = 0;
        int right = text.length() - 1;
        while (left < right) {
            char front = text.charAt(left);
            char back = text.charAt(right);
            if (!Character.isLetterOrDigit(front)) {
                left++;
            } else if (!Character.isLetterOrDigit(back)) {
                right--;
            } else if (Character.toLowerCase(front) != Character.toLowerCase(back)) {
                return false;
            } else {
                left++;
                right--;
            }
        }
        return true;
    }
}
