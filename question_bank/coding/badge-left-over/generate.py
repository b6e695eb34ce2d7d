import random


def generate(n: int, seed: int) -> dict:
    """At most n scans, an odd number of them; on a long day the badge left over is far from the front."""
    rng = random.Random(f"badge-left-over:{n}:{seed}")
    highest = 1_000_000_000 if n > 20 else rng.choice([1, 3, 9, 1_000_000_000])
    visits = (n - 1) // 2 if n > 20 else rng.randint(0, (n - 1) // 2)
    badges: list[int] = []
    for _ in range(visits):
        # Every third visit is that of somebody who was there before.
        again = badges and rng.randrange(3) == 0
        badges.append(rng.choice(badges) if again else rng.randint(0, highest))
    inside = rng.choice(badges) if badges and rng.random() < 0.4 else rng.randint(0, highest)
    scans = badges * 2
    rng.shuffle(scans)
    scans.insert(len(scans) * 3 // 4 if n > 20 else rng.randint(0, len(scans)), inside)
    return {"scans": scans}
