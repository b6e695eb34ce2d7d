# Grants whatever overlaps the fewest others: plausible, and still not always best.
def most_examinations(requests, cleaning):
    def clash(one, other):
        return one[1] + cleaning > other[0] and other[1] + cleaning > one[0]

    def conflicts(request):
        return sum(clash(request, other) for other in requests)

    granted = []
    for request in sorted(requests, key=conflicts):
        if not any(clash(request, other) for other in granted):
            granted.append(request)
    return len(granted)
