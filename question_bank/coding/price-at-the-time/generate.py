import random


def generate(n: int, seed: int) -> dict:
    """n calls; long sequences give two articles a long history and ask about its older half."""
    rng = random.Random(f"price-at-the-time:{n}:{seed}")
    if n > 20:
        articles, highest, longest_pause = ["lamp", "shade"], 1_000_000_000, 1_000_000_000 // n
    else:
        articles, highest, longest_pause = ["a", "b"][: rng.randint(1, 2)], rng.choice([1, 3, 9]), rng.randint(1, 3)
    now = 0
    operations: list[list] = [["PriceArchive", []]]
    for step in range(n):
        article = rng.choice(articles)
        filling = n > 20 and step < n // 3
        if filling or rng.random() < 0.5:
            now += rng.randint(0, longest_pause)
            operations.append(["set_price", [article, rng.randint(0, highest), now]])
        else:
            asked = now // 2 if n > 20 else now + 2
            operations.append(["price_at", [article, rng.randint(0, asked)]])
    return {"operations": operations}
