import random


def generate(n: int, seed: int) -> dict:
    """n accounts, or at most n for small n; some of the revocations concern what was never granted."""
    rng = random.Random(f"enough-rights:{n}:{seed}")
    if n > 20:
        accounts, permissions, required = n, 20, sum(1 << permission for permission in rng.sample(range(20), 4))
    else:
        accounts, permissions = rng.randint(0, n), rng.choice([2, 3, 4, 20])
        required = sum(1 << rng.randrange(permissions) for _ in range(rng.randint(0, 2)))
    everything = (1 << permissions) - 1
    required &= everything
    granted, revoked = [], []
    for _ in range(accounts):
        given, taken = (rng.randint(0, everything) for _ in range(2))
        if rng.random() < 0.5:
            given |= required  # or hardly anybody would get in
        if rng.random() < 0.6:
            taken &= rng.randint(0, everything)
        granted.append(given)
        revoked.append(taken)
    return {"granted": granted, "revoked": revoked, "required": required}
