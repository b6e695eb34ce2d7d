import random


def generate(n: int, seed: int) -> dict:
    """At most n windows in each list; long lists have n of them and meet all the time."""
    rng = random.Random(f"therapy-slots:{n}:{seed}")
    if n > 20:
        return {"therapist": windows(rng, n, 1_000_000_000), "room": windows(rng, n, 1_000_000_000)}
    latest = rng.choice([2 * n + 2, 4 * n + 2])
    fewest = 0 if rng.random() < 0.1 else 1
    therapist = windows(rng, rng.randint(fewest, n), latest)
    room = windows(rng, rng.randint(fewest, n), latest)
    if rng.random() < 0.1:
        room = [list(window) for window in therapist]
    elif rng.random() < 0.15:
        room = [[before[1], after[0]] for before, after in zip(therapist, therapist[1:])]
    return {"therapist": therapist, "room": room}


def windows(rng: random.Random, count: int, latest: int) -> list[list[int]]:
    """Windows in order, with a gap between each and the next: all their ends differ."""
    times = sorted(rng.sample(range(latest + 1), 2 * count))
    return [list(window) for window in zip(times[::2], times[1::2])]
