def min_rooms(meetings):
    begin_times = sorted(begin for begin, *_ in meetings)
    free_times = sorted(end + sum(cleaning) for _, end, *cleaning in meetings)
    opened = released = 0
    for begin in begin_times:
        if free_times[released] <= begin:
            released += 1
        else:
            opened += 1
    return opened
