# Right, but collects and sorts all words below the beginning each time it is asked.
class Node:
    def __init__(self):
        self.children = {}
        self.word = None


class StopFinder:
    def __init__(self, limit):
        self.limit = limit
        self.root = Node()
        self.totals = {}

    def add(self, word, weight):
        self.totals[word] = self.totals.get(word, 0) + weight
        node = self.root
        for letter in word:
            if letter not in node.children:
                node.children[letter] = Node()
            node = node.children[letter]
        node.word = word

    def suggest(self, prefix):
        node = self.root
        for letter in prefix:
            if letter not in node.children:
                return []
            node = node.children[letter]
        found = []
        pending = [node]
        while pending:
            node = pending.pop()
            if node.word is not None:
                found.append(node.word)
            pending.extend(node.children.values())
        found.sort(key=lambda word: (-self.totals[word], word))
        return found[: self.limit]
