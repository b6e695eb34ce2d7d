# Leaves out the selection of no vouchers, which pays a bill of 0.
def exact_vouchers(vouchers, bill):
    amounts = sorted(vouchers)
    found = []

    def extend(start, chosen, missing):
        if missing == 0 and chosen:
            found.append(chosen)
        for at in range(start, len(amounts)):
            if amounts[at] > missing:
                break
            if at > start and amounts[at] == amounts[at - 1]:
                continue
            extend(at + 1, [*chosen, amounts[at]], missing - amounts[at])

    extend(0, [], bill)
    return found
