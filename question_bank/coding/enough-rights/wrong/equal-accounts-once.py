# Puts the accounts into a set first, so that those with the same permissions count only once.
def count_admitted(granted, revoked, required):
    held = {given & ~taken for given, taken in zip(granted, revoked)}
    return sum(permissions & required == required for permissions in held)
