# Joins correctly, but collects by the parent of each account, which need not be the root any more.
def same_customers(emails, addresses):
    parents = list(range(len(emails)))

    def root(account):
        while parents[account] != account:
            account = parents[account]
        return account

    for details in (emails, addresses):
        first_with = {}
        for account, detail in enumerate(details):
            if detail:
                one, other = root(account), root(first_with.setdefault(detail, account))
                parents[max(one, other)] = min(one, other)

    customers = {}
    for account, parent in enumerate(parents):
        customers.setdefault(parent, []).append(account)
    return list(customers.values())
