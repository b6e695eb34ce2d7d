# Links the account itself and not its root: the second match overwrites the first.
def same_customers(emails, addresses):
    parents = list(range(len(emails)))
    for details in (emails, addresses):
        first_with = {}
        for account, detail in enumerate(details):
            if not detail:
                continue
            earlier = first_with.setdefault(detail, account)
            if earlier != account:
                parents[account] = earlier

    def root(account):
        while parents[account] != account:
            account = parents[account]
        return account

    customers = {}
    for account in range(len(emails)):
        customers.setdefault(root(account), []).append(account)
    return list(customers.values())
