ADMINISTRATOR = 1 << 20


def count_admitted(granted, revoked, required):
    admitted = 0
    for given, taken in zip(granted, revoked):
        held = given & ~taken
        if held & ADMINISTRATOR or held & required == required:
            admitted += 1
    return admitted
