# Does not notice that equal vouchers lead to the same selection, and lists it once for each of them.
def exact_vouchers(vouchers, bill):
    amounts = sorted(vouchers)
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
