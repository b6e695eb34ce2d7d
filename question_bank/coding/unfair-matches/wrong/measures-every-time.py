# Right, but measures both sides of every match anew: slow when the way to the final is long.
def rounds(match):
    if match is None:
        return 0
    return max(rounds(match.left), rounds(match.right)) + 1


def count_unfair(root):
    if root is None:
        return 0
    unfair = abs(rounds(root.left) - rounds(root.right)) > 1
    return unfair + count_unfair(root.left) + count_unfair(root.right)
