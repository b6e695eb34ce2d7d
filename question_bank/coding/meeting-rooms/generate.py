import random


def generate(n: int, seed: int) -> dict:
    """At most n meetings; large inputs overlap heavily, so that a scan over all rooms is slow too."""
    rng = random.Random(f"meeting-rooms:{n}:{seed}")
    if n > 20:
        horizon = 1_000_000_000
        longest = horizon // 2
        meetings = []
        for _ in range(n):
            start = rng.randrange(horizon - 1)
            meetings.append([start, min(horizon, start + rng.randint(1, longest))])
        return {"meetings": meetings}
    horizon = rng.choice([4, 8, 30])
    meetings = []
    for _ in range(rng.randint(0, n)):
        start = rng.randrange(horizon)
        meetings.append([start, rng.randint(start + 1, horizon)])
    if len(meetings) > 1 and rng.random() < 0.3:
        meetings[1] = list(meetings[0])
    if rng.random() < 0.3:
        meetings.sort()
    return {"meetings": meetings}
