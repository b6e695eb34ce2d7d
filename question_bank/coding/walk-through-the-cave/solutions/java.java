class Solution {
    private int best;

    public int bestWalk(TreeNode root) {
        best = root.val;
        gain(root);
        return best;
    }

    /** The most that a walk can collect that starts in this chamber and only goes down. */
    private int gain(TreeNode chamber) {
        if (chamber == null) {
            return 0;
        }
        int left = Math.max(0, gain(chamber.left));
        int right = Math.max(0, gain(chamber.right));
        best = Math.max(best, left + chamber.val + right);
        return chamber.val + Math.max(left, right);
    }
}
