def widest_level(root: "TreeNode | None") -> int:
    best = 0
    row = [root] if root else []
    while row:
        best = max(best, len(row))
        row = [child for parent in row for child in (parent.left, parent.right) if child]
    return best
