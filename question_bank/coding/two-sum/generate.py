import random


def generate(n: int, seed: int) -> dict:
    """n + 1 numbers among which exactly one pair adds up to the target."""
    rng = random.Random(f"two-sum:{n}:{seed}")
    size = n + 1
    bound = 500_000_000 if n > 20 else rng.choice([3 + n, 12 + n])
    one = rng.randint(-bound, bound)
    other = one if rng.random() < 0.2 else rng.randint(-bound, bound)
    target = one + other

    # Fillers never complete a pair: not with the chosen two, not with each other.
    fillers: list[int] = []
    used: set[int] = set()
    while len(fillers) < size - 2:
        if target % 2 == 0 and one != other and not fillers and rng.random() < 0.5:
            filler = target // 2  # a single half of the target is a trap, not a pair
        else:
            filler = rng.randint(-bound, bound)
        if filler in (one, other) or target - filler in used:
            continue
        fillers.append(filler)
        used.add(filler)
    rng.shuffle(fillers)

    if size > 20:
        # Far from either end, so that no search order gets lucky.
        first, second = size * 2 // 5, size * 9 // 10
    else:
        first, second = sorted(rng.sample(range(size), 2))
    fillers.insert(first, one)
    fillers.insert(second, other)
    return {"nums": fillers, "target": target}
