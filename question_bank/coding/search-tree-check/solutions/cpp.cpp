class Solution {
public:
    bool isSearchTree(TreeNode* root) {
        optional<int> previous;
        vector<TreeNode*> waiting;  // nodes whose left side is being walked
        TreeNode* node = root;
        while (node || !waiting.empty()) {
            for (; node; node = node->left) waiting.push_back(node);
            node = waiting.back();
            waiting.pop_back();
            if (previous && node->val <= *previous) return false;
            previous = node->val;
            node = node->right;
        }
        return true;
    }
};
