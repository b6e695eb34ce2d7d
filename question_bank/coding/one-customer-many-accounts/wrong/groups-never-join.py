# Puts each account into the group of its e-mail, or else of its address; two groups that exist stay apart.
def same_customers(emails, addresses):
    groups = []
    group_of_email = {}
    group_of_address = {}
    for account, (email, address) in enumerate(zip(emails, addresses)):
        group = group_of_email.get(email)
        if group is None:
            group = group_of_address.get(address)
        if group is None:
            group = []
            groups.append(group)
        group.append(account)
        if email:
            group_of_email.setdefault(email, group)
        if address:
            group_of_address.setdefault(address, group)
    return groups
