import random


def generate(n: int, seed: int) -> dict:
    """At most n pages; large inputs are one chain through nearly all of them, whose second half is a loop."""
    rng = random.Random(f"redirect-loop:{n}:{seed}")
    if n > 20:
        # Each step stays near the one before: jumps all over memory would be measured instead of the algorithm.
        chain = sorted(range(n), key=lambda page: page + rng.random() * 12)
        del chain[::20]
        successors = [rng.choice(chain) for _ in range(n)]
        for here, there in zip(chain, chain[1:]):
            successors[here] = there
        successors[chain[-1]] = chain[len(chain) // 2]
        return {"successors": successors, "start": chain[0]}
    size = rng.randint(1, n)
    ends = rng.choice([0, 1, 1])
    successors = [rng.randrange(-ends, size) for _ in range(size)]
    if rng.random() < 0.5:  # a long chain, which chance alone seldom makes
        chain = rng.sample(range(size), size)
        for here, there in zip(chain, chain[1:]):
            successors[here] = there
        successors[chain[-1]] = rng.choice([-1, *chain])
        return {"successors": successors, "start": rng.choice([chain[0], rng.randrange(size)])}
    return {"successors": successors, "start": rng.randrange(size)}
