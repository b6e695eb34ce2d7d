# Turns away whoever has lost anything, required or not.
def count_admitted(granted, revoked, required):
    return sum(given & required == required and not taken for given, taken in zip(granted, revoked))
