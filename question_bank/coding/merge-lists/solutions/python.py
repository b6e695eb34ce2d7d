def merge_lists(one: "ListNode | None", other: "ListNode | None") -> "ListNode | None":
    anchor = last = ListNode(0)
    while one and other:
        if one.val <= other.val:
            last.next = one
            one = one.next
        else:
            last.next = other
            other = other.next
        last = last.next
    last.next = one or other
    return anchor.next
