from itertools import combinations


def most_examinations(requests, cleaning):
    def fit(one, other):
        return one[1] + cleaning <= other[0] or other[1] + cleaning <= one[0]

    for size in range(len(requests), 0, -1):
        for chosen in combinations(requests, size):
            if all(fit(one, other) for one, other in combinations(chosen, 2)):
                return size
    return 0
