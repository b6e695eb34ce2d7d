# Stops at the first voucher that is too large, although smaller ones may follow in an unsorted list.
def exact_vouchers(vouchers, bill):
    found = set()
    chosen = []

    def extend(start, missing):
        if missing == 0:
            found.add(tuple(sorted(chosen)))
            return
        for at in range(start, len(vouchers)):
            if vouchers[at] > missing:
                break
            chosen.append(vouchers[at])
            extend(at + 1, missing - vouchers[at])
            chosen.pop()

    extend(0, bill)
    return [list(selection) for selection in found]
