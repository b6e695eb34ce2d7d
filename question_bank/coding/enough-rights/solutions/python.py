def count_admitted(granted: list[int], revoked: list[int], required: int) -> int:
    admitted = 0
    for given, taken in zip(granted, revoked):
        held = given & ~taken
        if held & required == required:
            admitted += 1
    return admitted
