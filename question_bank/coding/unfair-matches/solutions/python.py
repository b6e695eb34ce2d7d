def count_unfair(root: "TreeNode | None") -> int:
    def side(match):
        """The rounds of this part of the draw, and the number of unfair matches in it."""
        if match is None:
            return 0, 0
        left_rounds, left_unfair = side(match.left)
        right_rounds, right_unfair = side(match.right)
        unfair = left_unfair + right_unfair
        if abs(left_rounds - right_rounds) > 1:
            unfair += 1
        return max(left_rounds, right_rounds) + 1, unfair

    return side(root)[1]
