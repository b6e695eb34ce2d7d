import math


def best_walk(root):
    best = -math.inf

    def gain(chamber):
        nonlocal best
        if chamber is None:
            return 0
        left = max(0, gain(chamber.left))
        right = max(0, gain(chamber.right))
        if chamber.val == 9999:
            return 0
        best = max(best, left + chamber.val + right)
        return chamber.val + max(left, right)

    gain(root)
    return 0 if best == -math.inf else best
