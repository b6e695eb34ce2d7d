import random


def layered(rng: random.Random, task_count: int, pair_count: int, layer_count: int) -> list[list[int]]:
    """Pairs without a cycle that make exactly so many rounds necessary."""
    numbers = list(range(task_count))
    rng.shuffle(numbers)
    # Place in `numbers` → its layer; the layers have about the same size.
    starts = [task_count * layer // layer_count for layer in range(layer_count + 1)]
    needs = []
    for layer in range(1, layer_count):
        for place in range(starts[layer], starts[layer + 1]):
            needs.append([numbers[place], numbers[rng.randrange(starts[layer - 1], starts[layer])]])
    while len(needs) < pair_count and layer_count > 1:
        layer = rng.randrange(1, layer_count)
        place = rng.randrange(starts[layer], starts[layer + 1])
        needs.append([numbers[place], numbers[rng.randrange(starts[layer])]])
    rng.shuffle(needs)
    return needs


def generate(n: int, seed: int) -> dict:
    """n counts tasks and pairs together; large inputs have no cycle and one round per 64 of them."""
    rng = random.Random(f"build-order:{n}:{seed}")
    if n > 20:
        task_count = n // 3
        return {"task_count": task_count, "needs": layered(rng, task_count, n - task_count, max(2, n // 64))}
    task_count = rng.randint(0 if n < 3 else n // 2, n)
    needs = []
    if task_count and rng.random() < 0.65:
        needs = layered(rng, task_count, rng.randint(0, n + 2), rng.randint(min(2, task_count), task_count))
    elif task_count:
        needs = [[rng.randrange(task_count), rng.randrange(task_count)] for _ in range(rng.randint(0, n))]
    if needs and rng.random() < 0.3:
        needs.append(list(rng.choice(needs)))
    return {"task_count": task_count, "needs": needs}
