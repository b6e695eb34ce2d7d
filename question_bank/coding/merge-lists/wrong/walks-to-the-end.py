# Appends by walking from the head to the end of the result each time: right, but quadratic.
def merge_lists(one, other):
    anchor = ListNode(0)
    while one or other:
        if other is None or (one is not None and one.val <= other.val):
            taken, one = one, one.next
        else:
            taken, other = other, other.next
        taken.next = None
        last = anchor
        while last.next:
            last = last.next
        last.next = taken
    return anchor.next
