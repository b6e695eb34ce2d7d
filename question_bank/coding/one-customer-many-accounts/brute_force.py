def same_customers(emails, addresses):
    # Grows the group of each account, round by round, by everybody who matches one of its members.
    accounts = range(len(emails))

    def match(one, other):
        same_email = emails[one] != "" and emails[one] == emails[other]
        same_address = addresses[one] != "" and addresses[one] == addresses[other]
        return same_email or same_address

    groups = []
    for account in accounts:
        group = {account}
        while True:
            grown = group | {other for other in accounts if any(match(member, other) for member in group)}
            if grown == group:
                break
            group = grown
        if sorted(group) not in groups:
            groups.append(sorted(group))
    return groups
