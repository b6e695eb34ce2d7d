def node_at(head, position):
    node = head
    for _ in range(position - 1):
        node = node.next
    return node


def reverse_segment(head, left, right):
    while left < right:
        front = node_at(head, left)
        back = node_at(head, right)
        front.val, back.val = back.val, front.val
        left += 1
        right -= 1
    return head
