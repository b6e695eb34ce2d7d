import random
from itertools import product


def generate(n: int, seed: int) -> dict:
    """n words, or at most n for small n; large inputs form long winding ways, and the goal is at the end of them."""
    rng = random.Random(f"turn-a-word:{n}:{seed}")
    if n > 20:
        words = ["".join(rng.choice("abcdefghijklmnopqrst") for _ in range(6))]
        known = set(words)
        while len(words) < n:
            parent = rng.choice(words[-60:])
            at = rng.randrange(6)
            word = parent[:at] + rng.choice("abcdefghijklmnopqrst") + parent[at + 1 :]
            if word not in known:
                known.add(word)
                words.append(word)
        start, goal = words[0], words[-1]
        rng.shuffle(words)
        return {"words": words, "start": start, "goal": goal}
    letters, length = rng.choice([("ab", 3), ("abc", 2), ("abcd", 2), ("abc", 3), ("abcd", 1)])
    possible = ["".join(word) for word in product(letters, repeat=length)]
    words = rng.sample(possible, rng.randint(0, min(n, len(possible))))
    start = rng.choice(possible)
    goal = rng.choice(words if words and rng.random() < 0.85 else possible)
    return {"words": words, "start": start, "goal": goal}
