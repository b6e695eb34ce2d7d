import random


def generate(n: int, seed: int) -> dict:
    """n vouchers: all different up to 20, eight amounts above; small n gives up to n + 1 small amounts, often equal."""
    rng = random.Random(f"exact-vouchers:{n}:{seed}")
    if n > 20:
        kinds = rng.sample(range(20_000, 60_000), 8)
        vouchers = sorted(kinds[at % 8] for at in range(n))
    elif n > 10:
        vouchers = sorted(rng.sample(range(20_000, 60_000), n))
    else:
        highest = rng.choice([2, 5, n + 2, 2 * n + 2])
        vouchers = [rng.randint(1, highest) for _ in range(rng.randint(0, n + 1))]
        selection = rng.sample(vouchers, rng.randint(0, len(vouchers)))
        bill = sum(selection) if rng.random() < 0.7 else rng.randint(0, sum(vouchers) + 2)
        return {"vouchers": vouchers, "bill": bill}

    # About half of the total, so that about half of all selections stay below it.
    bill = sum(vouchers[::2])
    rng.shuffle(vouchers)
    return {"vouchers": vouchers, "bill": bill}
