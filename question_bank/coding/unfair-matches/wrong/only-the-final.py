# Judges the root and forgets that every other match can be unfair too.
def rounds(match):
    if match is None:
        return 0
    return max(rounds(match.left), rounds(match.right)) + 1


def count_unfair(root):
    if root is None:
        return 0
    return int(abs(rounds(root.left) - rounds(root.right)) > 1)
