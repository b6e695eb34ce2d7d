class TreeArchive {
    public String write(TreeNode root) {
        StringBuilder text = new StringBuilder();
        List<TreeNode> waiting = new ArrayList<>(); // a stack; unlike a deque it may hold null
        waiting.add(root);
        while (!waiting.isEmpty()) {
            TreeNode node = waiting.removeLast();
            if (node == null) {
                text.append('-');
            } else {
                text.append(node.val.length()).append(':').append(node.val);
                waiting.add(node.right);
                waiting.add(node.left);
            }
        }
        return text.toString();
    }

    public TreeNode read(String text) {
        // From the end, both subtrees of a node are complete before the node itself is met.
        List<TreeNode> built = new ArrayList<>();
        for (String label : labelsOf(text).reversed()) {
            if (label == null) {
                built.add(null);
            } else {
                TreeNode left = built.removeLast();
                TreeNode right = built.removeLast();
                built.add(new TreeNode(label, left, right));
            }
        }
        return built.removeLast();
    }

    /** The labels in the order of the text, null for a missing subtree. */
    private static List<String> labelsOf(String text) {
        List<String> labels = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '-') {
                labels.add(null);
                at++;
            } else {
                int colon = text.indexOf(':', at);
                int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
                labels.add(text.substring(colon + 1, end));
                at = end;
            }
        }
        return labels;
    }
}
