# Compares how many matches each side has, not how many rounds.
def count_unfair(root):
    def side(match):
        if match is None:
            return 0, 0
        left, left_unfair = side(match.left)
        right, right_unfair = side(match.right)
        return left + right + 1, left_unfair + right_unfair + (abs(left - right) > 1)

    return side(root)[1]
