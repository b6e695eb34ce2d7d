# Passes "already unfair" upwards instead of the rounds, as one does for a yes or no: matches above are not judged.
def count_unfair(root):
    unfair = 0

    def rounds(match):
        nonlocal unfair
        if match is None:
            return 0
        left, right = rounds(match.left), rounds(match.right)
        if left == -1 or right == -1:
            return -1
        if abs(left - right) > 1:
            unfair += 1
            return -1
        return max(left, right) + 1

    rounds(root)
    return unfair
