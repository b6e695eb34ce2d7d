class Solution {
    public int widestLevel(TreeNode root) {
        int best = 0;
        List<TreeNode> row = root == null ? List.of() : List.of(root);
        while (!row.isEmpty()) {
            best = Math.max(best, row.size());
            List<TreeNode> below = new ArrayList<>();
            for (TreeNode parent : row) {
                if (parent.left != null) {
                    below.add(parent.left);
                }
                if (parent.right != null) {
                    below.add(parent.right);
                }
            }
            row = below;
        }
        return best;
    }
}
