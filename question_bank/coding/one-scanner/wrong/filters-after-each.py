# Right, but goes through everything that is left after each request that is granted.
def most_examinations(requests, cleaning):
    accepted = 0
    while requests:
        ready_at = min(end for _, end in requests) + cleaning
        requests = [request for request in requests if request[0] >= ready_at]
        accepted += 1
    return accepted
