# After a slot it moves on in both lists, although the longer window may meet the next one too.
def therapy_slots(therapist, room):
    slots = []
    t = r = 0
    while t < len(therapist) and r < len(room):
        start = max(therapist[t][0], room[r][0])
        end = min(therapist[t][1], room[r][1])
        if start < end:
            slots.append([start, end])
            t += 1
            r += 1
        elif therapist[t][1] <= room[r][0]:
            t += 1
        else:
            r += 1
    return slots
