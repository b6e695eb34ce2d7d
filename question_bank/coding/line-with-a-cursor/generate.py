import random


def generate(n: int, seed: int) -> dict:
    """A line and n calls; long sequences type a long text and keep the cursor near its beginning."""
    rng = random.Random(f"line-with-a-cursor:{n}:{seed}")
    if n > 20:
        letters, longest, widest = "abcdefghij klmnopqrs tuvwxyz", 20, 50
        shares = {"type_text": 8, "erase": 1, "move_cursor": 4, "undo": 1, "view": 6}
    else:
        letters, longest, widest = "abcd", 3, 4
        shares = {"type_text": 2, "erase": 1, "move_cursor": 2, "undo": 1, "view": 2}
    kinds = rng.choices(list(shares), weights=list(shares.values()), k=n)
    operations: list[list] = [["LineEditor", []]]
    for kind in kinds:
        if kind == "type_text":
            arguments = ["".join(rng.choices(letters, k=rng.randint(1, longest)))]
        elif kind == "erase":
            arguments = [rng.randint(1, longest)]
        elif kind == "move_cursor":
            arguments = [rng.randint(-widest, widest if n <= 20 else widest // 5)]
        elif kind == "view":
            arguments = [rng.randint(1, widest)]
        else:
            arguments = []
        operations.append([kind, arguments])
    return {"operations": operations}
