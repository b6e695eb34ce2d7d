def merge_lists(one, other):
    values = []
    for node in (one, other):
        while node:
            place = 0
            while place < len(values) and values[place] <= node.val:
                place += 1
            values.insert(place, node.val)
            node = node.next
    merged = None
    for value in reversed(values):
        merged = ListNode(value, merged)
    return merged
