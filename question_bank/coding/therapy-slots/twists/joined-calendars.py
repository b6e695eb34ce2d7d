def therapy_slots(therapist: list[list[int]], room: list[list[int]]) -> list[list[int]]:
    slots: list[list[int]] = []
    t = r = 0
    while t < len(therapist) and r < len(room):
        start = max(therapist[t][0], room[r][0])
        end = min(therapist[t][1], room[r][1])
        if start < end:
            if slots and slots[-1][1] == start:
                slots[-1][1] = end
            else:
                slots.append([start, end])
        if therapist[t][1] < room[r][1]:
            t += 1
        else:
            r += 1
    return slots
