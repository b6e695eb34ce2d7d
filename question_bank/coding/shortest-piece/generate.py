import random

COMMON = "aeinorst"


def generate(n: int, seed: int) -> dict:
    """At most n letters of tape; on a long tape two of the letters are so rare that every piece is long."""
    rng = random.Random(f"shortest-piece:{n}:{seed}")
    if n > 20:
        tape = [rng.choice(COMMON) for _ in range(n)]
        for eighth in range(8):
            tape[n * eighth // 8 + rng.randrange(n // 16)] = "qz"[eighth % 2]
        return {"tape": "".join(tape), "letters": "zqestate"}
    alphabet = rng.choice(["ab", "abc", "abcdz"])
    tape = [rng.choice(alphabet) for _ in range(rng.randint(0 if n < 3 else n // 2, n))]
    if tape and rng.random() < 0.8:
        letters = rng.sample(tape, rng.randint(1, min(4, len(tape))))
    else:
        letters = [rng.choice(alphabet) for _ in range(rng.randint(1, 3))]
    return {"tape": "".join(tape), "letters": "".join(letters)}
