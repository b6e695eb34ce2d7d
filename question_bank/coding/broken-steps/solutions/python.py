MODULUS = 1_000_000_007


def count_climbs(steps: int, broken: list[int]) -> int:
    unusable = set(broken)
    below, here = 0, 1  # nothing lies under the floor, and there is one way to stand on it
    for step in range(1, steps + 1):
        reached = 0 if step in unusable else (below + here) % MODULUS
        below, here = here, reached
    return here
