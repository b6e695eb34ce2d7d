# Gives a match without children 0 rounds, the same as a player who has not played at all.
def count_unfair(root):
    def side(match):
        if match is None or (match.left is None and match.right is None):
            return 0, 0
        left, left_unfair = side(match.left)
        right, right_unfair = side(match.right)
        return max(left, right) + 1, left_unfair + right_unfair + (abs(left - right) > 1)

    return side(root)[1]
