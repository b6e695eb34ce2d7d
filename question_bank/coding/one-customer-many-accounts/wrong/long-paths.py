# Right, but neither shortens paths nor balances: a long chain of matches becomes a long path.
def same_customers(emails, addresses):
    parents = list(range(len(emails)))

    def root(account):
        while parents[account] != account:
            account = parents[account]
        return account

    for details in (emails, addresses):
        last_with = {}
        for account, detail in enumerate(details):
            if detail:
                if detail in last_with:
                    parents[root(last_with[detail])] = root(account)
                last_with[detail] = account

    customers = {}
    for account in range(len(emails)):
        customers.setdefault(root(account), []).append(account)
    return list(customers.values())
