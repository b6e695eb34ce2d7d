from collections import Counter


def exact_vouchers(vouchers, bill):
    stamps = {-amount for amount in vouchers if amount < 0}
    held = Counter(amount for amount in vouchers if amount > 0)
    amounts = sorted(stamps | held.keys())
    found = []
    chosen = []

    def extend(at, missing):
        if missing == 0:
            found.append(chosen.copy())
            return
        if at == len(amounts) or amounts[at] > missing:
            return
        amount = amounts[at]
        most = missing // amount
        if amount not in stamps:
            most = min(most, held[amount])
        for copies in range(most + 1):
            extend(at + 1, missing - copies * amount)
            chosen.append(amount)
        del chosen[-most - 1 :]

    extend(0, bill)
    return found
