import random

LETTERS = "abcdefghijklmnoprstuvwxyz"  # without q, so that a tile for q and u together would change nothing


def generate(n: int, seed: int) -> dict:
    """At most n words; long lists have a great many groups of one to three words."""
    rng = random.Random(f"same-tiles:{n}:{seed}")
    if n > 20:
        words = []
        while len(words) < n:
            word = rng.choices(LETTERS, k=rng.randint(5, 9))
            for _ in range(rng.randint(1, 3)):
                words.append("".join(word))
                rng.shuffle(word)
        rng.shuffle(words)
        return {"words": words[:n]}

    alphabet = rng.choice(["ab", "abc", "adbc", "mnz"])
    longest = rng.choice([1, 2, 3, 3, 4])
    words = []
    for _ in range(n if rng.random() < 0.7 else rng.randint(0, n)):
        letters = rng.choices(alphabet, k=rng.randint(1, longest))
        if words and rng.random() < 0.3:
            letters = list(rng.choice(words))
            rng.shuffle(letters)
        words.append("".join(letters))
    return {"words": words}
