import random


def generate(n: int, seed: int) -> dict:
    """At most n rides; in large networks they lead to depots nearby, and the cheapest way has more stops than allowed."""
    rng = random.Random(f"parcel-with-few-stops:{n}:{seed}")
    if n > 20:
        depots, stops = n // 4, 20
        number_of = list(range(depots))
        rng.shuffle(number_of)
        rides = []
        for place in range(n):
            place %= depots
            onward = rng.choice([1, 1, 2, 2, 3, 4, -1, -2])
            price = onward * onward * rng.randint(20, 60)  # far is dear, so that stops are worth it
            rides.append([number_of[place], number_of[(place + onward) % depots], price])
        rng.shuffle(rides)
        fees = [rng.randint(1, 30) for _ in range(depots)]
        return {"fees": fees, "rides": rides, "origin": number_of[5], "target": number_of[45], "stops": stops}
    depots = 1 if rng.random() < 0.05 else rng.randint(2, 3 + n // 3)
    rides = []
    for _ in range(rng.randint(n // 2, n)):
        if depots > 1:
            sender, receiver = rng.sample(range(depots), 2)
            rides.append([sender, receiver, rng.randint(1, rng.choice([4, 20]))])
    fees = [rng.randint(1, 6) for _ in range(depots)]
    origin = target = rng.randrange(depots)
    if depots > 1 and rng.random() < 0.92:
        target = rng.choice([depot for depot in range(depots) if depot != origin])
    return {"fees": fees, "rides": rides, "origin": origin, "target": target, "stops": rng.randint(0, 3)}
