def same_customers(emails: list[str], addresses: list[str]) -> list[list[int]]:
    parents = list(range(len(emails)))

    def root(account: int) -> int:
        while parents[account] != account:
            parents[account] = parents[parents[account]]
            account = parents[account]
        return account

    for details in (emails, addresses):
        first_with: dict[str, int] = {}
        for account, detail in enumerate(details):
            if detail:
                earlier = first_with.setdefault(detail, account)
                low, high = sorted((root(account), root(earlier)))
                parents[high] = low

    customers: dict[int, list[int]] = {}
    for account in range(len(emails)):
        customers.setdefault(root(account), []).append(account)
    return list(customers.values())
