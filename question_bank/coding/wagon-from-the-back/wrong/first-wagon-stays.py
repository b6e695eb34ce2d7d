# Starts on the first wagon instead of in front of it: when that one has to go, the second one goes.
def uncouple(head, k):
    scout = before = head
    for _ in range(k):
        scout = scout.next
    while scout and scout.next:
        scout = scout.next
        before = before.next
    if before.next:
        before.next = before.next.next
    return head
