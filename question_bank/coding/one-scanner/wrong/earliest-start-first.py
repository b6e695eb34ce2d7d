# First come, first served: a request that begins early may occupy the scanner all day.
def most_examinations(requests, cleaning):
    accepted = 0
    ready_at = 0
    for start, end in sorted(requests):
        if start >= ready_at:
            accepted += 1
            ready_at = end + cleaning
    return accepted
