import random


def generate(n: int, seed: int) -> dict:
    """Two logs of n versions that went apart from a common one; small n gives two logs of at most n versions each."""
    rng = random.Random(f"shared-history:{n}:{seed}")
    if n > 20:
        checksums = [rng.randint(1, 1_000_000_000) for _ in range(n // 2)]
        common = rng.choices(checksums, k=n)

        def edited():
            return [version if rng.random() < 0.6 else rng.choice(checksums) for version in common]

        return {"ours": edited(), "theirs": edited()[1:] + [common[0]]}
    kinds = rng.choice([2, 3, 5, 9])

    def log():
        return [rng.randint(1, kinds) for _ in range(rng.randint(0, n))]

    ours, theirs = log(), log()
    if rng.random() < 0.3:
        theirs = [version for version in ours if rng.random() < 0.8] + theirs[:2]
    return {"ours": ours, "theirs": theirs[:n]}
