# Lets walks start and end only where the cave ends: in leaves, or in the first chamber if it has one passage.
def best_walk(root):
    ends = []

    def down(chamber):
        """The best way from this chamber down to a leaf."""
        if chamber.left is None and chamber.right is None:
            return chamber.val
        if chamber.left is None or chamber.right is None:
            return chamber.val + down(chamber.left or chamber.right)
        left, right = down(chamber.left), down(chamber.right)
        ends.append(left + chamber.val + right)
        return chamber.val + max(left, right)

    whole = down(root)
    if root.left is None or root.right is None:
        ends.append(whole)
    return max(ends)
