# Right, but searches the best ways down anew for each chamber in which a walk could turn: slow in deep caves.
def gain(chamber):
    if chamber is None:
        return 0
    return max(0, chamber.val + max(gain(chamber.left), gain(chamber.right)))


def best_walk(root):
    turning = gain(root.left) + root.val + gain(root.right)
    return max([turning, *(best_walk(child) for child in (root.left, root.right) if child)])
