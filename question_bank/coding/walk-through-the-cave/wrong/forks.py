# Reports both sides upwards, as if a walk could fork.
def best_walk(root):
    best = root.val

    def gain(chamber):
        nonlocal best
        if chamber is None:
            return 0
        left = max(0, gain(chamber.left))
        right = max(0, gain(chamber.right))
        best = max(best, left + chamber.val + right)
        return left + chamber.val + right

    gain(root)
    return best
