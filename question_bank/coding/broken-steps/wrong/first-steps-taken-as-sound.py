# Writes down the first two numbers as 1 and 2 and never asks whether these two steps hold.
def count_climbs(steps, broken):
    unusable = set(broken)
    if steps == 1:
        return 1
    below, here = 1, 2
    for step in range(3, steps + 1):
        reached = 0 if step in unusable else (below + here) % 1_000_000_007
        below, here = here, reached
    return here
