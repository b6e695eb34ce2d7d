# Grants short requests first, although a short one may overlap two that fit together.
def most_examinations(requests, cleaning):
    granted = []
    for start, end in sorted(requests, key=lambda request: request[1] - request[0]):
        if all(end + cleaning <= begin or finish + cleaning <= start for begin, finish in granted):
            granted.append((start, end))
    return len(granted)
