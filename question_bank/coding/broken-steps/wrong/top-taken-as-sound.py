# Adds up the last two numbers at the end, as if the last step always held.
def count_climbs(steps, broken):
    unusable = set(broken)
    below, here = 0, 1
    for step in range(1, steps):
        reached = 0 if step in unusable else (below + here) % 1_000_000_007
        below, here = here, reached
    return (below + here) % 1_000_000_007
