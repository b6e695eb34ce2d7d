# Takes an intersection of 0 for "nothing in common", also where nothing is required.
def count_admitted(granted, revoked, required):
    admitted = 0
    for given, taken in zip(granted, revoked):
        common = given & ~taken & required
        if common and common == required:
            admitted += 1
    return admitted
