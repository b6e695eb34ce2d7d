def reverse_segment(head, left, right):
    anchor = before = ListNode(0, head)
    for _ in range(left - 1):
        before = before.next
        if before is None:
            return head
    first = before.next
    for _ in range(right - left):
        if first is None or first.next is None:
            break
        moved = first.next
        first.next = moved.next
        moved.next = before.next
        before.next = moved
    return anchor.next
