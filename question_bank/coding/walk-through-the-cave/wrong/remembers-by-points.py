# Keeps the best way down in a map by the points of a chamber: two chambers with the same points are taken for one.
def best_walk(root):
    best = root.val
    known = {}

    def gain(chamber):
        nonlocal best
        if chamber is None:
            return 0
        if chamber.val not in known:
            left = max(0, gain(chamber.left))
            right = max(0, gain(chamber.right))
            best = max(best, left + chamber.val + right)
            known[chamber.val] = chamber.val + max(left, right)
        return known[chamber.val]

    gain(root)
    return best
