# Skips every voucher that equals the one before it, even where that one has been chosen.
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
            if at > 0 and amounts[at] == amounts[at - 1]:
                continue
            chosen.append(amounts[at])
            extend(at + 1, missing - amounts[at])
            chosen.pop()

    extend(0, bill)
    return found
