def count_unfair(root):
    def side(match):
        if match is None:
            return 0, 0
        left_rounds, left_unfair = side(match.left)
        right_rounds, right_unfair = side(match.right)
        unfair = left_unfair + right_unfair
        longest = max(left_rounds, right_rounds)
        if match.val == 0:
            return longest, unfair
        if abs(left_rounds - right_rounds) > 1:
            unfair += 1
        return longest + 1, unfair

    return side(root)[1]
