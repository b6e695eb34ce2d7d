def reverse_segment(head: "ListNode | None", left: int, right: int) -> "ListNode | None":
    anchor = ListNode(0, head)
    before = anchor
    for _ in range(left - 1):
        before = before.next
    first = before.next
    for _ in range(right - left):
        moved = first.next
        first.next = moved.next
        moved.next = before.next
        before.next = moved
    return anchor.next
