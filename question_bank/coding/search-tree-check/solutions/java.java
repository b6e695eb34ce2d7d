class Solution {
    public boolean isSearchTree(TreeNode root) {
        long previous = Long.MIN_VALUE; // below every value
        Deque<TreeNode> waiting = new ArrayDeque<>(); // nodes whose left side is being walked
        TreeNode node = root;
        while (node != null || !waiting.isEmpty()) {
            while (node != null) {
                waiting.push(node);
                node = node.left;
            }
            node = waiting.pop();
            if (node.val <= previous) {
                return false;
            }
            previous = node.val;
            node = node.right;
        }
        return true;
    }
}
