# Puts the booking in front of the first block behind it. If there is no such block, the booking gets lost.
def add_booking(plan, booking):
    start, end = booking
    updated = []
    placed = False
    for block in plan:
        if block[1] < start:
            updated.append(block)
        elif block[0] <= end:
            start = min(start, block[0])
            end = max(end, block[1])
        else:
            if not placed:
                updated.append([start, end])
                placed = True
            updated.append(block)
    return updated
