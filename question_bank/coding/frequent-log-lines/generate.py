import random

SOURCES = ["disk", "cache", "login", "mail", "queue", "Disk", "backup"]
EVENTS = ["full", "slow", "timed out", "ok", "ok ", "retry 1", "retry 10", "failed"]


def generate(n: int, seed: int) -> dict:
    """At most n lines; in large logs about a third of the lines are distinct, and many are equally frequent."""
    rng = random.Random(f"frequent-log-lines:{n}:{seed}")
    if n > 20:
        pool = [f"{rng.choice(SOURCES)} {rng.choice(EVENTS)} {number}" for number in range(n // 3)]
        lines = pool + [pool[min(rng.randrange(len(pool)), rng.randrange(len(pool)))] for _ in range(n - len(pool))]
        rng.shuffle(lines)
        return {"lines": lines, "k": n // 8}
    pool = [f"{rng.choice(SOURCES)} {rng.choice(EVENTS)}" for _ in range(rng.randint(1, 6))]
    if rng.random() < 0.2:
        pool.append("")
    lines = [rng.choice(pool) for _ in range(rng.randint(0 if n < 3 else 1, n))]
    return {"lines": lines, "k": rng.randint(1, 5)}
