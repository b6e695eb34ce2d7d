import random
import string

LETTERS = string.ascii_lowercase + " "
TRICKY = "ab0123:- "


def some_label(rng: random.Random, longest: int) -> str:
    letters = TRICKY if rng.random() < 0.5 else LETTERS
    return "".join(rng.choices(letters, k=rng.randint(0, longest)))


def some_tree(rng: random.Random, size: int, levels: int, longest: int) -> list | None:
    """A tree [label, left, right] with a crooked chain of so many levels and small parts that hang off it."""
    share = size // (levels + 1)
    tree = hang(rng, size - levels * share, longest)
    for _ in range(levels):
        label, part = some_label(rng, longest), hang(rng, share - 1, longest)
        tree = [label, tree, part] if rng.random() < 0.5 else [label, part, tree]
    return tree


def hang(rng: random.Random, size: int, longest: int) -> list | None:
    if size == 0:
        return None
    left = size // 2 if size > 20 else rng.randrange(size)
    return [some_label(rng, longest), hang(rng, left, longest), hang(rng, size - 1 - left, longest)]


def level_order(tree: list | None) -> list:
    labels: list = []
    row = [tree]
    while row:
        labels.extend(node and node[0] for node in row)
        row = [child for node in row if node for child in node[1:]]
    while labels and labels[-1] is None:
        labels.pop()
    return labels


def as_text(tree: list | None) -> str:
    parts = []
    open_trees = [tree]
    while open_trees:
        node = open_trees.pop()
        if node is None:
            parts.append("-")
        else:
            label, left, right = node
            parts.append(f"{len(label)}:{label}")
            open_trees.extend((right, left))
    return "".join(parts)


def generate(n: int, seed: int) -> dict:
    """A few calls with small trees, or one write and one read of n nodes, a quarter of which is a chain."""
    rng = random.Random(f"tree-as-text:{n}:{seed}")
    operations: list[list] = [["TreeArchive", []]]
    if n > 20:
        operations.append(["write", [level_order(some_tree(rng, n, n // 4, 16))]])
        operations.append(["read", [as_text(some_tree(rng, n, n // 4, 16))]])
        return {"operations": operations}
    for _ in range(rng.randint(1, 3)):
        size = rng.randint(0, n)
        tree = some_tree(rng, size, rng.randint(0, size // 2), rng.choice([1, 4, 14]))
        operations.append(["write", [level_order(tree)]] if rng.random() < 0.5 else ["read", [as_text(tree)]])
    return {"operations": operations}
