class ReadingBuffer:
    def __init__(self, size):
        self.size = size
        self.newest_first = []

    def add(self, reading):
        self.newest_first.insert(0, reading)

    def back(self, steps):
        for distance, reading in enumerate(self.newest_first[: self.size]):
            if distance == steps:
                return reading
        return None

    def total(self):
        return sum(self.newest_first[: self.size])
