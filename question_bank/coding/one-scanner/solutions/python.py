def most_examinations(requests: list[list[int]], cleaning: int) -> int:
    accepted = 0
    ready_at = 0
    for start, end in sorted(requests, key=lambda request: request[1]):
        if start >= ready_at:
            accepted += 1
            ready_at = end + cleaning
    return accepted
