class Solution {
public:
    int widestLevel(TreeNode* root) {
        size_t best = 0;
        vector<TreeNode*> row;
        if (root) row.push_back(root);
        while (!row.empty()) {
            best = max(best, row.size());
            vector<TreeNode*> below;
            for (TreeNode* parent : row) {
                if (parent->left) below.push_back(parent->left);
                if (parent->right) below.push_back(parent->right);
            }
            row = move(below);
        }
        return best;
    }
};
