# Unites only what overlaps: a block that begins where another one ends stays a block of its own.
def add_booking(plan, booking):
    start, end = booking
    updated = []
    at = 0
    while at < len(plan) and plan[at][1] <= start:
        updated.append(plan[at])
        at += 1
    while at < len(plan) and plan[at][0] < end:
        start = min(start, plan[at][0])
        end = max(end, plan[at][1])
        at += 1
    return [*updated, [start, end], *plan[at:]]
