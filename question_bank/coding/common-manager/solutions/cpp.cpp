class Solution {
    // The answer if this part of the chart holds both; if it holds one of them, that one; else null.
    TreeNode* lowest(TreeNode* person, int first, int second) {
        if (!person || person->val == first || person->val == second) return person;
        TreeNode* left = lowest(person->left, first, second);
        TreeNode* right = lowest(person->right, first, second);
        if (left && right) return person;
        return left ? left : right;
    }

public:
    int commonManager(TreeNode* root, int first, int second) {
        return lowest(root, first, second)->val;
    }
};
