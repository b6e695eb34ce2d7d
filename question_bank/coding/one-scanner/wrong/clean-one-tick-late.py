# Does not let a request start at the very moment the scanner is clean.
def most_examinations(requests, cleaning):
    accepted = 0
    ready_at = -1
    for start, end in sorted(requests, key=lambda request: request[1]):
        if start > ready_at:
            accepted += 1
            ready_at = end + cleaning
    return accepted
