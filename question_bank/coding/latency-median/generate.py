import random


def generate(n: int, seed: int) -> dict:
    """A constructor and n calls; in long sequences every measurement is followed by a question."""
    rng = random.Random(f"latency-median:{n}:{seed}")
    operations: list[list] = [["LatencyMedian", []]]
    if n > 20:
        for step in range(n):
            if step % 2:
                operations.append(["median", []])
            else:
                # Mostly quick requests, and a long tail of slow ones.
                latency = int(rng.paretovariate(1.2) * 2_000)
                operations.append(["add", [min(latency, 1_000_000_000)]])
        return {"operations": operations}

    highest = rng.choice([2, 5, 20, 1_000_000_000])
    for _ in range(n):
        if rng.random() < 0.45:
            operations.append(["median", []])
        else:
            operations.append(["add", [rng.randint(1, highest)]])
    if operations[-1][0] == "add":
        operations.append(["median", []])
    return {"operations": operations}
