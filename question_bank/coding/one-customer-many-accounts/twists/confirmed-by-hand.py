def same_customers(emails: list[str], addresses: list[str]) -> list[list[int]]:
    parents = list(range(len(emails)))

    def root(account: int) -> int:
        while parents[account] != account:
            parents[account] = parents[parents[account]]
            account = parents[account]
        return account

    def join(one: int, other: int) -> None:
        low, high = sorted((root(one), root(other)))
        parents[high] = low

    for details in (emails, addresses):
        first_with: dict[str, int] = {}
        for account, detail in enumerate(details):
            if details is addresses and detail.startswith("#"):
                join(account, int(detail[1:]))
            elif detail:
                join(account, first_with.setdefault(detail, account))

    customers: dict[int, list[int]] = {}
    for account in range(len(emails)):
        customers.setdefault(root(account), []).append(account)
    return list(customers.values())
