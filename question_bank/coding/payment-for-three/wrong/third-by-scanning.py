# Right, but goes through all the rest for each pair.
def nearest_total(amounts, payment):
    best = (float("inf"), 0)
    for first in range(len(amounts)):
        for second in range(first + 1, len(amounts)):
            pair = amounts[first] + amounts[second]
            for third in range(second + 1, len(amounts)):
                total = pair + amounts[third]
                best = min(best, (abs(total - payment), total))
    return best[1]
