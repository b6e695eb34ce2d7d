# Keeps e-mails and addresses in the same map: an e-mail in the address field matches the e-mail of somebody else.
def same_customers(emails, addresses):
    parents = list(range(len(emails)))

    def root(account):
        while parents[account] != account:
            parents[account] = parents[parents[account]]
            account = parents[account]
        return account

    first_with = {}
    for account, details in enumerate(zip(emails, addresses)):
        for detail in details:
            if detail:
                one, other = root(account), root(first_with.setdefault(detail, account))
                parents[max(one, other)] = min(one, other)

    customers = {}
    for account in range(len(emails)):
        customers.setdefault(root(account), []).append(account)
    return list(customers.values())
