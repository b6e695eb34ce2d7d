def therapy_slots(therapist, room):
    times = sorted({time for window in [*therapist, *room] for time in window})
    slots = []
    for start, end in zip(times, times[1:]):
        for_both = all(any(free[0] <= start and end <= free[1] for free in windows) for windows in (therapist, room))
        if not for_both:
            continue
        if slots and slots[-1][1] == start:
            slots[-1][1] = end
        else:
            slots.append([start, end])
    return slots
