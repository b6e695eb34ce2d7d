VACANT = 1000


def widest_level(root):
    best = 0
    row = [root] if root else []
    while row:
        best = max(best, sum(node.val != VACANT for node in row))
        row = [child for parent in row for child in (parent.left, parent.right) if child]
    return best
