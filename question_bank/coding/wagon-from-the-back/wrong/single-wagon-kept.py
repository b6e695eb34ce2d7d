# Treats the first wagon on its own, but takes "there is nothing behind it" for "there is nothing to do".
def uncouple(head, k):
    if head.next is None:
        return head
    length = 0
    wagon = head
    while wagon:
        length += 1
        wagon = wagon.next
    if k == length:
        return head.next
    before = head
    for _ in range(length - k - 1):
        before = before.next
    before.next = before.next.next
    return head
