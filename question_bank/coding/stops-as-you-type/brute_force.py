# Keeps every call of add, and works out each list of suggestions from the beginning.
class StopFinder:
    def __init__(self, limit):
        self.limit = limit
        self.added = []

    def add(self, word, weight):
        self.added.append((word, weight))

    def suggest(self, prefix):
        totals = {}
        for word, weight in self.added:
            if word[: len(prefix)] == prefix:
                totals[word] = totals.get(word, 0) + weight
        result = []
        while totals and len(result) < self.limit:
            heaviest = max(totals.values())
            result.append(min(word for word in totals if totals[word] == heaviest))
            del totals[result[-1]]
        return result
