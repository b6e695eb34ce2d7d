# Measures from the leftmost to the rightmost node of a level and so counts the missing ones between them.
def widest_level(root):
    if root is None:
        return 0
    best = 0
    row = [(root, 0)]
    while row:
        best = max(best, row[-1][1] - row[0][1] + 1)
        below = []
        for node, place in row:
            if node.left:
                below.append((node.left, 2 * place))
            if node.right:
                below.append((node.right, 2 * place + 1))
        row = below
    return best
