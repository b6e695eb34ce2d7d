class Solution {
    /** A part of the draw: its rounds, and the number of unfair matches in it. */
    private record Side(int rounds, int unfair) {}

    public int countUnfair(TreeNode root) {
        return side(root).unfair();
    }

    private Side side(TreeNode match) {
        if (match == null) {
            return new Side(0, 0);
        }
        Side left = side(match.left);
        Side right = side(match.right);
        int unfair = left.unfair() + right.unfair();
        if (Math.abs(left.rounds() - right.rounds()) > 1) {
            unfair++;
        }
        return new Side(Math.max(left.rounds(), right.rounds()) + 1, unfair);
    }
}
