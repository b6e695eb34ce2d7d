# Removes equal vouchers first, so that two vouchers of the same amount can never be used together.
def exact_vouchers(vouchers, bill):
    amounts = sorted(set(vouchers))
    found = []
    chosen = []

    def extend(start, missing):
        if missing == 0:
            found.append(chosen.copy())
            return
        for at in range(start, len(amounts)):
            if amounts[at] > missing:
                break
            chosen.append(amounts[at])
            extend(at + 1, missing - amounts[at])
            chosen.pop()

    extend(0, bill)
    return found
