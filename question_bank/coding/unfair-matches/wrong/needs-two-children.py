# Takes a match with a missing child for fair, because there seems to be nothing to compare.
def count_unfair(root):
    def side(match):
        if match is None:
            return 0, 0
        left, left_unfair = side(match.left)
        right, right_unfair = side(match.right)
        unfair = match.left is not None and match.right is not None and abs(left - right) > 1
        return max(left, right) + 1, left_unfair + right_unfair + unfair

    return side(root)[1]
