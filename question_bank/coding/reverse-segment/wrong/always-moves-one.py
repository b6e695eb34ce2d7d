# Tests at the end of the loop, so a segment of one node is treated as if it had two.
def reverse_segment(head, left, right):
    anchor = ListNode(0, head)
    before = anchor
    for _ in range(left - 1):
        before = before.next
    first = before.next
    position = left
    while first.next is not None:
        moved = first.next
        first.next = moved.next
        moved.next = before.next
        before.next = moved
        position += 1
        if position >= right:
            break
    return anchor.next
