# Negates "all of them" into "not all of them are revoked", although a single revoked one is enough.
def count_admitted(granted, revoked, required):
    admitted = 0
    for given, taken in zip(granted, revoked):
        has_all = given & required == required
        lost_all = required != 0 and taken & required == required
        if has_all and not lost_all:
            admitted += 1
    return admitted
