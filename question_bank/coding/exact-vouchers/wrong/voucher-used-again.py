# Goes on with the same voucher instead of the next one, as if there were any number of each.
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
            if at > start and amounts[at] == amounts[at - 1]:
                continue
            chosen.append(amounts[at])
            extend(at, missing - amounts[at])
            chosen.pop()

    extend(0, bill)
    return found
