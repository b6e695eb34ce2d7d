# Takes the scanner for dirty at the beginning.
def most_examinations(requests, cleaning):
    accepted = 0
    last_end = 0
    for start, end in sorted(requests, key=lambda request: request[1]):
        if start - last_end >= cleaning:
            accepted += 1
            last_end = end
    return accepted
