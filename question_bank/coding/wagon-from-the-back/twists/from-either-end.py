def uncouple(head, k):
    anchor = ListNode(0, head)
    before = scout = anchor
    if k < 0:
        for _ in range(-k - 1):
            before = before and before.next
        if before and before.next:
            before.next = before.next.next
        return anchor.next
    for _ in range(k):
        scout = scout.next
        if scout is None:
            return head
    while scout.next:
        scout = scout.next
        before = before.next
    before.next = before.next.next
    return anchor.next
