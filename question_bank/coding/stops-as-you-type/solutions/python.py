class Node:
    """A beginning of words: what may follow it, and the words to suggest for it, the best first."""

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.best: list[str] = []


class StopFinder:
    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._root = Node()
        self._totals: dict[str, int] = {}

    def add(self, word: str, weight: int) -> None:
        self._totals[word] = self._totals.get(word, 0) + weight
        node = self._root
        self._rank(node, word)
        for letter in word:
            if letter not in node.children:
                node.children[letter] = Node()
            node = node.children[letter]
            self._rank(node, word)

    def suggest(self, prefix: str) -> list[str]:
        node = self._root
        for letter in prefix:
            if letter not in node.children:
                return []
            node = node.children[letter]
        return list(node.best)

    def _rank(self, node: Node, word: str) -> None:
        """Gives the word its place in the suggestions of a node. Totals only grow, so no other word can come in."""
        if word not in node.best:
            node.best.append(word)
        node.best.sort(key=lambda other: (-self._totals[other], other))
        del node.best[self._limit :]
