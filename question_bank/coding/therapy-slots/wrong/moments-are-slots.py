# Compares with <=, so that a moment shared by two touching windows becomes a slot without length.
def therapy_slots(therapist, room):
    slots = []
    t = r = 0
    while t < len(therapist) and r < len(room):
        start = max(therapist[t][0], room[r][0])
        end = min(therapist[t][1], room[r][1])
        if start <= end:
            slots.append([start, end])
        if therapist[t][1] < room[r][1]:
            t += 1
        else:
            r += 1
    return slots
