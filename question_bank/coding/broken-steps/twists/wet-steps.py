MODULUS = 1_000_000_007


def count_climbs(steps: int, broken: list[int]) -> int:
    marks = set(broken)
    jumping, here = 0, 1  # climbs that can take a long stride from the place below, and all that are here
    for step in range(1, steps + 1):
        reached = 0 if step in marks else (jumping + here) % MODULUS
        jumping = 0 if -(step - 1) in marks else here
        here = reached
    return here
