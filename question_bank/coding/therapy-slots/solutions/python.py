def therapy_slots(therapist: list[list[int]], room: list[list[int]]) -> list[list[int]]:
    slots: list[list[int]] = []
    t = r = 0
    while t < len(therapist) and r < len(room):
        therapist_start, therapist_end = therapist[t]
        room_start, room_end = room[r]
        start = max(therapist_start, room_start)
        end = min(therapist_end, room_end)
        if start < end:
            slots.append([start, end])
        if therapist_end < room_end:  # nothing that follows can meet the window that ends first
            t += 1
        else:
            r += 1
    return slots
