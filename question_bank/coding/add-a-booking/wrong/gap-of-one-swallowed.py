# Reads the times as days that are taken as a whole: blocks on both sides of a gap of 1 are united.
def add_booking(plan, booking):
    start, end = booking
    updated = []
    at = 0
    while at < len(plan) and plan[at][1] + 1 < start:
        updated.append(plan[at])
        at += 1
    while at < len(plan) and plan[at][0] <= end + 1:
        start = min(start, plan[at][0])
        end = max(end, plan[at][1])
        at += 1
    return [*updated, [start, end], *plan[at:]]
