# Searches for the windows of the room that start within one of the therapist and forgets the one that has begun before.
from bisect import bisect_left


def therapy_slots(therapist, room):
    room_starts = [start for start, _ in room]
    slots = []
    for start, end in therapist:
        r = bisect_left(room_starts, start)
        while r < len(room) and room[r][0] < end:
            slots.append([room[r][0], min(end, room[r][1])])
            r += 1
    return slots
