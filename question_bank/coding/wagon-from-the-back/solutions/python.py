def uncouple(head: "ListNode | None", k: int) -> "ListNode | None":
    anchor = ListNode(0, head)
    scout = anchor
    for _ in range(k):
        scout = scout.next
    before = anchor  # always k nodes behind the scout
    while scout.next:
        scout = scout.next
        before = before.next
    before.next = before.next.next
    return anchor.next
