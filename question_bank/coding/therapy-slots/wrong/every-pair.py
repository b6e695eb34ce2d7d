# Right, but it compares every window of the therapist with every one of the room.
def therapy_slots(therapist, room):
    slots = []
    for therapist_start, therapist_end in therapist:
        for room_start, room_end in room:
            start = max(therapist_start, room_start)
            end = min(therapist_end, room_end)
            if start < end:
                slots.append([start, end])
    return slots
