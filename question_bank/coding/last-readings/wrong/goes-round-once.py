# Takes the size off once where the remainder is needed: the third round runs out of the buffer.
class ReadingBuffer:
    def __init__(self, size):
        self.slots = [0] * size
        self.added = 0
        self.sum = 0

    def slot(self, number):
        return number if number < len(self.slots) else number - len(self.slots)

    def add(self, reading):
        slot = self.slot(self.added)
        self.sum += reading - self.slots[slot]
        self.slots[slot] = reading
        self.added += 1

    def back(self, steps):
        if steps >= min(self.added, len(self.slots)):
            return None
        return self.slots[self.slot(self.added - 1 - steps)]

    def total(self):
        return self.sum
