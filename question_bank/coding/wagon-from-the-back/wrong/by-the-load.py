# Finds the load of the right wagon, then takes out the first wagon with that load.
def uncouple(head, k):
    loads = []
    wagon = head
    while wagon:
        loads.append(wagon.val)
        wagon = wagon.next
    anchor = before = ListNode(0, head)
    while before.next.val != loads[-k]:
        before = before.next
    before.next = before.next.next
    return anchor.next
