# Right, but it searches the whole list of broken steps for every step.
def count_climbs(steps, broken):
    below, here = 0, 1
    for step in range(1, steps + 1):
        reached = 0 if step in broken else (below + here) % 1_000_000_007
        below, here = here, reached
    return here
