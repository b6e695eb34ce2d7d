def best_walk(root: "TreeNode | None") -> int:
    best = root.val

    def gain(chamber):
        """The most that a walk can collect that starts in this chamber and only goes down."""
        nonlocal best
        if chamber is None:
            return 0
        left = max(0, gain(chamber.left))
        right = max(0, gain(chamber.right))
        best = max(best, left + chamber.val + right)
        return chamber.val + max(left, right)

    gain(root)
    return best
