# Never leaves a side out, even when it costs more than it brings.
def best_walk(root):
    best = root.val

    def gain(chamber):
        nonlocal best
        if chamber is None:
            return 0
        left, right = gain(chamber.left), gain(chamber.right)
        best = max(best, left + chamber.val + right)
        return chamber.val + max(left, right)

    gain(root)
    return best
