class ReadingBuffer:
    def __init__(self, size: int) -> None:
        self._slots = [0] * size
        self._added = 0  # readings that ever came in
        self._total = 0

    def add(self, reading: int) -> None:
        slot = self._added % len(self._slots)
        self._total += reading - self._slots[slot]  # a slot that was never used holds 0
        self._slots[slot] = reading
        self._added += 1

    def back(self, steps: int) -> int | None:
        if steps >= min(self._added, len(self._slots)):
            return None
        return self._slots[(self._added - 1 - steps) % len(self._slots)]

    def total(self) -> int:
        return self._total
