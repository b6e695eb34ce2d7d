from itertools import combinations


def exact_vouchers(vouchers, bill):
    different = {
        tuple(sorted(selection))
        for count in range(len(vouchers) + 1)
        for selection in combinations(vouchers, count)
        if sum(selection) == bill
    }
    return [list(selection) for selection in different]
