# Marks unused slots with None, but then tests the truth of the reading: a reading of 0 looks like an unused slot.
class ReadingBuffer:
    def __init__(self, size):
        self.slots = [None] * size
        self.latest = -1
        self.sum = 0

    def add(self, reading):
        self.latest = (self.latest + 1) % len(self.slots)
        self.sum += reading - (self.slots[self.latest] or 0)
        self.slots[self.latest] = reading

    def back(self, steps):
        if steps >= len(self.slots):
            return None
        return self.slots[(self.latest - steps) % len(self.slots)] or None

    def total(self):
        return self.sum
