# Right, but with a full buffer every new reading moves all the others by one place.
class ReadingBuffer:
    def __init__(self, size):
        self.slots = [0] * size  # oldest first
        self.count = 0
        self.sum = 0

    def add(self, reading):
        if self.count == len(self.slots):
            self.sum -= self.slots[0]
            for place in range(1, self.count):
                self.slots[place - 1] = self.slots[place]
            self.count -= 1
        self.slots[self.count] = reading
        self.count += 1
        self.sum += reading

    def back(self, steps):
        if steps >= self.count:
            return None
        return self.slots[self.count - 1 - steps]

    def total(self):
        return self.sum
