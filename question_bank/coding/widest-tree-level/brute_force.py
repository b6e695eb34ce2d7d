def count_at(node, depth):
    """The number of nodes so many steps below this one."""
    if node is None:
        return 0
    if depth == 0:
        return 1
    return count_at(node.left, depth - 1) + count_at(node.right, depth - 1)


def widest_level(root):
    best = 0
    depth = 0
    while True:
        count = count_at(root, depth)
        if count == 0:
            return best
        best = max(best, count)
        depth += 1
