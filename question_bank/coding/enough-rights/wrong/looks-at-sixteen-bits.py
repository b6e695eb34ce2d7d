# A loop over the bits that ends before the highest permissions.
def count_admitted(granted, revoked, required):
    admitted = 0
    for given, taken in zip(granted, revoked):
        for bit in range(16):
            if required >> bit & 1 and not (given >> bit & 1 and not taken >> bit & 1):
                break
        else:
            admitted += 1
    return admitted
