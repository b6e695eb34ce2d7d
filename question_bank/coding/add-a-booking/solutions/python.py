def add_booking(plan: list[list[int]], booking: list[int]) -> list[list[int]]:
    start, end = booking
    updated = []
    at = 0
    while at < len(plan) and plan[at][1] < start:
        updated.append(plan[at])
        at += 1
    while at < len(plan) and plan[at][0] <= end:
        start = min(start, plan[at][0])
        end = max(end, plan[at][1])
        at += 1
    updated.append([start, end])
    updated += plan[at:]
    return updated
