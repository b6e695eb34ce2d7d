class Solution {
    public int commonManager(TreeNode root, int first, int second) {
        return lowest(root, first, second).val;
    }

    /** The answer if this part of the chart holds both; if it holds one of them, that one; else null. */
    private TreeNode lowest(TreeNode person, int first, int second) {
        if (person == null || person.val == first || person.val == second) {
            return person;
        }
        TreeNode left = lowest(person.left, first, second);
        TreeNode right = lowest(person.right, first, second);
        if (left != null && right != null) {
            return person;
        }
        return left != null ? left : right;
    }
}
