import random
from string import ascii_letters, digits

MARKS = " .,;:!?'\"-()"


def mirrored(rng: random.Random, size: int, alphabet: str) -> list[str]:
    """So many characters that read the same backwards, in any mixture of capital and small letters."""
    front = [rng.choice(alphabet) for _ in range((size + 1) // 2)]
    back = [character.swapcase() if rng.random() < 0.5 else character for character in front[: size // 2]]
    return front + back[::-1]


def generate(n: int, seed: int) -> dict:
    """At most n characters; long texts are the same backwards, so that they have to be read as a whole."""
    rng = random.Random(f"same-backwards:{n}:{seed}")
    if n > 20:
        kept = mirrored(rng, n * 4 // 5, ascii_letters + digits)
        gaps = [0] * len(kept)
        for _ in range(n - len(kept)):
            gaps[rng.randrange(len(kept))] += 1
        pieces = ["".join(rng.choices(MARKS, k=gap)) + one for gap, one in zip(gaps, kept, strict=True)]
        return {"text": "".join(pieces)}

    text = mirrored(rng, rng.randint(0, n), rng.choice(["ab", "aB1", "1Q0P", "xyz09"]))
    kind = rng.randrange(5)
    if kind == 0 and text:
        text[rng.randrange(len(text))] = rng.choice("aB1Q")
    elif kind == 1 and text:
        del text[rng.randrange(len(text))]
    elif kind == 2:
        rng.shuffle(text)
    while len(text) < n and rng.random() < 0.8:
        text.insert(rng.randint(0, len(text)), rng.choice(MARKS))
    return {"text": "".join(text)}
