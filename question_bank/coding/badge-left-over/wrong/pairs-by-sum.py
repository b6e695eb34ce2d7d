# Twice the sum of the different numbers minus the sum of all: only right if everybody else was scanned exactly twice.
def badge_left_over(scans):
    return 2 * sum(set(scans)) - sum(scans)
