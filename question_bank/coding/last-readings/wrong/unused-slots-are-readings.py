# Knows how large the buffer is, not how full: before the first round is over, slots that were never used read as 0.
class ReadingBuffer:
    def __init__(self, size):
        self.slots = [0] * size
        self.latest = -1
        self.sum = 0

    def add(self, reading):
        self.latest = (self.latest + 1) % len(self.slots)
        self.sum += reading - self.slots[self.latest]
        self.slots[self.latest] = reading

    def back(self, steps):
        if steps >= len(self.slots):
            return None
        return self.slots[(self.latest - steps) % len(self.slots)]

    def total(self):
        return self.sum
