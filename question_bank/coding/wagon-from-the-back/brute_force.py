def followers(wagon):
    count = 0
    while wagon.next is not None:
        wagon = wagon.next
        count += 1
    return count


def uncouple(head, k):
    """Asks every wagon how many follow it, and drops the one that has k - 1 behind it."""
    kept = []
    wagon = head
    while wagon is not None:
        if followers(wagon) != k - 1:
            kept.append(wagon)
        wagon = wagon.next
    for one, other in zip(kept, [*kept[1:], None]):
        one.next = other
    return kept[0] if kept else None
