def min_rooms(meetings):
    most = 0
    for moment, _ in meetings:
        running = 0
        for start, end in meetings:
            if start <= moment < end:
                running += 1
        most = max(most, running)
    return most
