# Subtracting numbers is subtracting sets only as long as no bit has to be borrowed.
def count_admitted(granted, revoked, required):
    return sum((given - taken) & required == required for given, taken in zip(granted, revoked))
