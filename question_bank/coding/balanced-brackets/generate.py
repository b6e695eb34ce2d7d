import random

PAIRS = ("()", "[]", "{}")


def balanced(rng: random.Random, pairs: int, opening_bias: float) -> list[str]:
    """A balanced sequence of so many pairs; a high bias nests deeply."""
    text: list[str] = []
    closers: list[str] = []
    left = pairs
    while left or closers:
        if left and (not closers or rng.random() < opening_bias):
            opener, closer = rng.choice(PAIRS)
            text.append(opener)
            closers.append(closer)
            left -= 1
        else:
            text.append(closers.pop())
    return text


def generate(n: int, seed: int) -> dict:
    """At most n brackets; long texts are balanced and deeply nested, so that they must be read to the end."""
    rng = random.Random(f"balanced-brackets:{n}:{seed}")
    if n > 20:
        return {"text": "".join(balanced(rng, n // 2, 0.9))}
    text = balanced(rng, rng.randint(0, n // 2), rng.choice([0.3, 0.6, 0.95]))
    kind = rng.randrange(6)
    if kind == 0:
        text = [rng.choice("()[]{}") for _ in range(n)]
    elif kind == 1 and text:
        text[rng.randrange(len(text))] = rng.choice("()[]{}")
    elif kind == 2 and text:
        del text[rng.randrange(len(text))]
    elif kind == 3 and len(text) > 1:
        one, other = rng.sample(range(len(text)), 2)
        text[one], text[other] = text[other], text[one]
    return {"text": "".join(text)}
