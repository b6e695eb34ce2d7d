def merge_lists(one, other):
    return merged(in_order(one), in_order(other))


def in_order(head):
    if head is None or head.next is None:
        return head
    middle, runner = head, head.next
    while runner and runner.next:
        middle, runner = middle.next, runner.next.next
    behind, middle.next = middle.next, None
    return merged(in_order(head), in_order(behind))


def merged(one, other):
    anchor = last = ListNode(0)
    while one and other:
        if one.val <= other.val:
            last.next, one = one, one.next
        else:
            last.next, other = other, other.next
        last = last.next
    last.next = one or other
    return anchor.next
