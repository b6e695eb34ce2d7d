# Right, but compares every account with all later ones.
def same_customers(emails, addresses):
    parents = list(range(len(emails)))

    def root(account):
        while parents[account] != account:
            parents[account] = parents[parents[account]]
            account = parents[account]
        return account

    for one in range(len(emails)):
        for other in range(one + 1, len(emails)):
            if (emails[one] and emails[one] == emails[other]) or (
                addresses[one] and addresses[one] == addresses[other]
            ):
                low, high = sorted((root(one), root(other)))
                parents[high] = low

    customers = {}
    for account in range(len(emails)):
        customers.setdefault(root(account), []).append(account)
    return list(customers.values())
