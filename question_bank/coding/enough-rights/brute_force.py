def digits(permissions):
    """Twenty digits, 0 or 1, the highest permission first."""
    return format(permissions, "020b")


def count_admitted(granted, revoked, required):
    admitted = 0
    for given, taken in zip(granted, revoked):
        missing = [
            wanted
            for wanted, has, lost in zip(digits(required), digits(given), digits(taken))
            if wanted == "1" and (has == "0" or lost == "1")
        ]
        if not missing:
            admitted += 1
    return admitted
