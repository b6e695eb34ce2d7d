# Unites the booking with the first block it meets and looks no further.
def add_booking(plan, booking):
    start, end = booking
    updated = []
    at = 0
    while at < len(plan) and plan[at][1] < start:
        updated.append(plan[at])
        at += 1
    if at < len(plan) and plan[at][0] <= end:
        start = min(start, plan[at][0])
        end = max(end, plan[at][1])
        at += 1
    return [*updated, [start, end], *plan[at:]]
