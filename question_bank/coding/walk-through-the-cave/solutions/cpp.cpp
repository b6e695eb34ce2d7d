class Solution {
    int best = 0;

    // The most that a walk can collect that starts in this chamber and only goes down.
    int gain(const TreeNode* chamber) {
        if (!chamber) return 0;
        int left = max(0, gain(chamber->left));
        int right = max(0, gain(chamber->right));
        best = max(best, left + chamber->val + right);
        return chamber->val + max(left, right);
    }

public:
    int bestWalk(TreeNode* root) {
        best = root->val;
        gain(root);
        return best;
    }
};
