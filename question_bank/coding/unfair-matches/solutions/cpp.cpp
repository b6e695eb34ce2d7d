class Solution {
    struct Side {
        int rounds;
        int unfair;
    };

    // The rounds of this part of the draw, and the number of unfair matches in it.
    Side side(const TreeNode* match) {
        if (!match) return {0, 0};
        Side left = side(match->left);
        Side right = side(match->right);
        int unfair = left.unfair + right.unfair;
        if (abs(left.rounds - right.rounds) > 1) ++unfair;
        return {max(left.rounds, right.rounds) + 1, unfair};
    }

public:
    int countUnfair(TreeNode* root) {
        return side(root).unfair;
    }
};
