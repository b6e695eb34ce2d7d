import random

CHARS = "abcdefghijklmnopqrstuvwxyzNESW .,:-!"


def generate(n: int, seed: int) -> dict:
    """A packed text of about n characters; small ones are rich in zeros and in numbers of two digits."""
    rng = random.Random(f"buoy-message:{n}:{seed}")
    if n > 20:
        chars, numbers = CHARS, ["", "", "2", "3", "4", "7", "12"]
    else:
        chars, numbers = rng.choice(["ab", "a -", "xY.z"]), ["", "", "0", "1", "2", "3", "10", "05", "00"]
    length = n if n > 20 else rng.randint(0, n)
    pieces: list[str] = []
    size = 0
    while size < length:
        pieces.append(rng.choice(numbers) + rng.choice(chars))
        size += len(pieces[-1])
    return {"packed": "".join(pieces)}
