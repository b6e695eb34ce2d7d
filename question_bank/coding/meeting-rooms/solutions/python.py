def min_rooms(meetings: list[list[int]]) -> int:
    begin_times = sorted(begin for begin, _ in meetings)
    end_times = sorted(end for _, end in meetings)
    opened = 0
    released = 0
    for begin in begin_times:
        if end_times[released] <= begin:
            released += 1  # the meeting that is over first hands its room on
        else:
            opened += 1
    return opened
