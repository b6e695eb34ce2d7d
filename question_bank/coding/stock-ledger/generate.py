import random


def generate(n: int, seed: int) -> dict:
    """A ledger and n calls; large ones mix new days with questions about long stretches."""
    rng = random.Random(f"stock-ledger:{n}:{seed}")
    if n > 20:
        days, largest = 2 * n, 1_000_000_000
    else:
        days, largest = rng.choice([0, 0, 1, 2, n]), rng.choice([1, 9, 1_000_000_000])
    operations: list[list] = [["StockLedger", [[rng.randint(-largest, largest) for _ in range(days)]]]]
    for _ in range(n):
        if days == 0 or rng.random() < 0.5:
            operations.append(["record", [rng.randint(-largest, largest)]])
            days += 1
            continue
        first_day = rng.randrange(days) if n <= 20 else rng.randrange(days // 4)
        last_day = rng.randint(first_day, days - 1) if n <= 20 else rng.randrange(3 * days // 4, days)
        operations.append(["net_change", [first_day, last_day]])
    return {"operations": operations}
