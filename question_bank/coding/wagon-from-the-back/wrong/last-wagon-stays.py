# Overwrites the wagon with the one behind it, which needs no predecessor and cannot be done with the last wagon.
def uncouple(head, k):
    scout = wagon = head
    for _ in range(k):
        scout = scout.next
    while scout:
        scout = scout.next
        wagon = wagon.next
    if wagon.next:
        wagon.val = wagon.next.val
        wagon.next = wagon.next.next
    return head
