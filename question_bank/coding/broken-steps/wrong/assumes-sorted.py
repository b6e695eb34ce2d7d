# Keeps a finger on the next broken step, which is right only if they are named from the bottom to the top.
def count_climbs(steps, broken):
    at = 0
    below, here = 0, 1
    for step in range(1, steps + 1):
        if at < len(broken) and broken[at] == step:
            at += 1
            reached = 0
        else:
            reached = (below + here) % 1_000_000_007
        below, here = here, reached
    return here
