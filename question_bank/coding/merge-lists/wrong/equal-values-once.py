# Moves on in both lists when their values are equal, as if a set were to be built.
def merge_lists(one, other):
    anchor = last = ListNode(0)
    while one and other:
        if one.val < other.val:
            last.next, one = one, one.next
        elif other.val < one.val:
            last.next, other = other, other.next
        else:
            last.next, one, other = one, one.next, other.next
        last = last.next
    last.next = one or other
    return anchor.next
