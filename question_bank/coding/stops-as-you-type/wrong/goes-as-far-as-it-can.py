# Stops at an unknown letter and suggests what fits the part before it.
class Node:
    def __init__(self):
        self.children = {}
        self.best = []


class StopFinder:
    def __init__(self, limit):
        self._limit = limit
        self._root = Node()
        self._totals = {}

    def add(self, word, weight):
        self._totals[word] = self._totals.get(word, 0) + weight
        node = self._root
        self._rank(node, word)
        for letter in word:
            if letter not in node.children:
                node.children[letter] = Node()
            node = node.children[letter]
            self._rank(node, word)

    def suggest(self, prefix):
        node = self._root
        for letter in prefix:
            if letter not in node.children:
                break
            node = node.children[letter]
        return list(node.best)

    def _rank(self, node, word):
        if word not in node.best:
            node.best.append(word)
        node.best.sort(key=lambda other: (-self._totals[other], other))
        del node.best[self._limit :]
