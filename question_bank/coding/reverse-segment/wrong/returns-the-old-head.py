# Has no node before the head: when the segment starts there, the caller gets what is now its last node.
def reverse_segment(head, left, right):
    before = None
    first = head
    for _ in range(left - 1):
        before = first
        first = first.next
    turned = None
    current = first
    for _ in range(right - left + 1):
        following = current.next
        current.next = turned
        turned = current
        current = following
    first.next = current
    if before is not None:
        before.next = turned
    return head
