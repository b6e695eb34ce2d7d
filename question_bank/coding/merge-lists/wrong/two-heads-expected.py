# Picks the smaller head before the loop and does not think of a list that has none.
def merge_lists(one, other):
    if one.val <= other.val:
        head, one = one, one.next
    else:
        head, other = other, other.next
    last = head
    while one and other:
        if one.val <= other.val:
            last.next, one = one, one.next
        else:
            last.next, other = other, other.next
        last = last.next
    last.next = one or other
    return head
