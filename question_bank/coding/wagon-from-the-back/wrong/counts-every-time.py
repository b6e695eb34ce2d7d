# Right, but counts for each wagon anew how many follow it: slow for long trains.
def uncouple(head, k):
    def behind(wagon):
        count = 0
        while wagon.next:
            wagon = wagon.next
            count += 1
        return count

    anchor = before = ListNode(0, head)
    while behind(before) != k:
        before = before.next
    before.next = before.next.next
    return anchor.next
