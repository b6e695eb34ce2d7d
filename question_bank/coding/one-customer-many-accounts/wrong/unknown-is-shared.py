# Treats empty details like any other text, so that all accounts without an address become one customer.
def same_customers(emails, addresses):
    parents = list(range(len(emails)))

    def root(account):
        while parents[account] != account:
            parents[account] = parents[parents[account]]
            account = parents[account]
        return account

    for details in (emails, addresses):
        first_with = {}
        for account, detail in enumerate(details):
            one, other = root(account), root(first_with.setdefault(detail, account))
            parents[max(one, other)] = min(one, other)

    customers = {}
    for account in range(len(emails)):
        customers.setdefault(root(account), []).append(account)
    return list(customers.values())
