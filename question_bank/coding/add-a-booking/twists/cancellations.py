def add_booking(plan, booking):
    start, end = booking
    if start > end:
        return without(plan, end, start)
    updated = []
    at = 0
    while at < len(plan) and plan[at][1] < start:
        updated.append(plan[at])
        at += 1
    while at < len(plan) and plan[at][0] <= end:
        start = min(start, plan[at][0])
        end = max(end, plan[at][1])
        at += 1
    return [*updated, [start, end], *plan[at:]]


def without(plan, start, end):
    left = []
    for block_start, block_end in plan:
        for piece in ([block_start, min(block_end, start)], [max(block_start, end), block_end]):
            if piece[0] < piece[1]:
                left.append(piece)
    return left
