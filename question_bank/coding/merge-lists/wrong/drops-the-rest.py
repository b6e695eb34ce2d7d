# Hangs on what is left of the first list and forgets that the second one may be left over instead.
def merge_lists(one, other):
    anchor = last = ListNode(0)
    while one and other:
        if one.val <= other.val:
            last.next, one = one, one.next
        else:
            last.next, other = other, other.next
        last = last.next
    last.next = one
    return anchor.next
