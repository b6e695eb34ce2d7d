# Asks which of the two starts within the other, with strict comparisons: windows with the same start are in no case.
def therapy_slots(therapist, room):
    slots = []
    t = r = 0
    while t < len(therapist) and r < len(room):
        therapist_start, therapist_end = therapist[t]
        room_start, room_end = room[r]
        if therapist_start < room_start < therapist_end:
            slots.append([room_start, min(therapist_end, room_end)])
        elif room_start < therapist_start < room_end:
            slots.append([therapist_start, min(therapist_end, room_end)])
        if therapist_end < room_end:
            t += 1
        else:
            r += 1
    return slots
