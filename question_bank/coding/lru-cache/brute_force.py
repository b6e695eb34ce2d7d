class LruCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.pairs = []  # [key, value], most recently used last

    def get(self, key):
        for position in range(len(self.pairs)):
            if self.pairs[position][0] == key:
                pair = self.pairs.pop(position)
                self.pairs.append(pair)
                return pair[1]
        return -1

    def put(self, key, value):
        for position in range(len(self.pairs)):
            if self.pairs[position][0] == key:
                self.pairs.pop(position)
                break
        self.pairs.append([key, value])
        if len(self.pairs) > self.capacity:
            self.pairs.pop(0)
