def add_booking(plan, booking):
    blocks = [*plan, booking]
    while pair := meeting_pair(blocks):
        one, other = pair
        blocks.remove(one)
        blocks.remove(other)
        blocks.append([min(one[0], other[0]), max(one[1], other[1])])
    return sorted(blocks)


def meeting_pair(blocks):
    for at, one in enumerate(blocks):
        for other in blocks[at + 1 :]:
            if one[0] <= other[1] and other[0] <= one[1]:
                return one, other
    return None
