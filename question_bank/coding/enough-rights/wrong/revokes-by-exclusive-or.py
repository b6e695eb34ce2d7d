# Exclusive or switches a permission off only where it was on; elsewhere it grants it.
def count_admitted(granted, revoked, required):
    return sum((given ^ taken) & required == required for given, taken in zip(granted, revoked))
