def exact_vouchers(vouchers: list[int], bill: int) -> list[list[int]]:
    amounts = sorted(vouchers)
    found: list[list[int]] = []
    chosen: list[int] = []

    def extend(start: int, missing: int) -> None:
        if missing == 0:
            found.append(chosen.copy())
            return
        for at in range(start, len(amounts)):
            amount = amounts[at]
            if amount > missing:
                break  # all that follow are at least as large
            if at > start and amount == amounts[at - 1]:
                continue  # the same amount was tried in this place just before
            chosen.append(amount)
            extend(at + 1, missing - amount)
            chosen.pop()

    extend(0, bill)
    return found
