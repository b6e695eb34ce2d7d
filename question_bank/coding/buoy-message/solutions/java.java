class Solution {
    public String unpack(String packed) {
        StringBuilder original = new StringBuilder();
        int at = 0;
        while (at < packed.length()) {
            int start = at;
            while (Character.isDigit(packed.charAt(at))) {
                at++;
            }
            int count = start == at ? 1 : Integer.parseInt(packed, start, at, 10);
            original.append(packed.substring(at, at + 1).repeat(count));
            at++;
        }
        return original.toString();
    }
}
