def children(matches):
    return [child for match in matches for child in (match.left, match.right) if child is not None]


def levels(match):
    """Empties the part of the draw below a match from above, one level after the other."""
    row = [match] if match is not None else []
    count = 0
    while row:
        row = children(row)
        count += 1
    return count


def count_unfair(root):
    unfair = 0
    row = [root] if root is not None else []
    while row:
        for match in row:
            left, right = levels(match.left), levels(match.right)
            unfair += left > right + 1 or right > left + 1
        row = children(row)
    return unfair
