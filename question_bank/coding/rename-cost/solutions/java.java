class Solution {
    public int renameCost(String current, String wanted, int insert, int remove, int replace) {
        int[] above = new int[wanted.length() + 1]; // from nothing to each beginning of wanted
        for (int length = 1; length <= wanted.length(); length++) {
            above[length] = insert * length;
        }
        for (char letter : current.toCharArray()) {
            int[] row = new int[wanted.length() + 1];
            row[0] = above[0] + remove;
            for (int at = 0; at < wanted.length(); at++) {
                if (letter == wanted.charAt(at)) {
                    row[at + 1] = above[at];
                } else {
                    int inPlace = Math.min(above[at] + replace, above[at + 1] + remove);
                    row[at + 1] = Math.min(inPlace, row[at] + insert);
                }
            }
            above = row;
        }
        return above[wanted.length()];
    }
}
