from bisect import bisect_left


def most_examinations(requests, cleaning):
    urgent = sorted(request for request in requests if len(request) == 3)
    starts = [request[0] for request in urgent]

    def possible(start, end):
        behind = bisect_left(starts, start)
        if behind < len(urgent) and end + cleaning > starts[behind]:
            return False
        return behind == 0 or urgent[behind - 1][1] + cleaning <= start

    candidates = urgent + [request for request in requests if len(request) == 2 and possible(*request)]
    accepted = 0
    ready_at = 0
    for start, end, *_ in sorted(candidates, key=lambda request: request[1]):
        if start >= ready_at:
            accepted += 1
            ready_at = end + cleaning
    return accepted
