# Inserts the nodes of the second list behind those of the first, whose head is taken to be the smallest of all.
def merge_lists(one, other):
    if one is None:
        return other
    before = one
    while other:
        while before.next and before.next.val <= other.val:
            before = before.next
        moved, other = other, other.next
        moved.next = before.next
        before.next = moved
        before = moved
    return one
