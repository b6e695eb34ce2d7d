class Node:
    def __init__(self):
        self.children = {}
        self.word = None
        self.best = []


class StopFinder:
    def __init__(self, limit):
        self.limit = limit
        self.root = Node()
        self.totals = {}

    def add(self, word, weight):
        self.totals[word] = self.totals.get(word, 0) + weight
        path = [self.root]
        for letter in word:
            path.append(path[-1].children.setdefault(letter, Node()))
        path[-1].word = word
        # From the end of the word, so that the suggestions of the children are right already.
        for node in reversed(path):
            words = {other for child in node.children.values() for other in child.best}
            if node.word is not None and self.totals[node.word] > 0:
                words.add(node.word)
            node.best = sorted(words, key=lambda other: (-self.totals[other], other))[: self.limit]

    def suggest(self, prefix):
        node = self.root
        for letter in prefix:
            if letter not in node.children:
                return []
            node = node.children[letter]
        return list(node.best)
