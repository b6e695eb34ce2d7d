# Begins with a best total of 0: a cave in which every chamber loses points gets an empty walk.
def best_walk(root):
    best = 0

    def gain(chamber):
        nonlocal best
        if chamber is None:
            return 0
        left = max(0, gain(chamber.left))
        right = max(0, gain(chamber.right))
        best = max(best, left + chamber.val + right)
        return chamber.val + max(left, right)

    gain(root)
    return best
