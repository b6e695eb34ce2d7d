import random

ALPHABETS = ("ab", "abc", "abcdefgh", "aA bB", "aé語👍👎", "αβγδεζ")


def generate(n: int, seed: int) -> dict:
    """At most n characters; long texts use a large alphabet, so that the runs are long as well."""
    rng = random.Random(f"longest-distinct-run:{n}:{seed}")
    if n <= 20:
        alphabet = rng.choice(ALPHABETS)
        length = n if rng.random() < 0.8 else rng.randrange(n)
        return {"text": "".join(rng.choice(alphabet) for _ in range(length))}
    # CJK ideographs: more than 20,000 characters in one block.
    alphabet = [chr(0x4E00 + offset) for offset in range(max(2, min(20_000, n // 8)))]
    blocks: list[str] = []
    total = 0
    while total < n:
        rng.shuffle(alphabet)
        blocks.extend(alphabet)
        total += len(alphabet)
    return {"text": "".join(blocks[:n])}
