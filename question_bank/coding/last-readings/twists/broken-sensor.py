FAULT = -99_999


class ReadingBuffer:
    def __init__(self, size: int) -> None:
        self._slots: list[int | None] = [None] * size
        self._added = 0
        self._total = 0

    def add(self, reading: int) -> None:
        slot = self._added % len(self._slots)
        kept = None if reading == FAULT else reading
        self._total += (kept or 0) - (self._slots[slot] or 0)
        self._slots[slot] = kept
        self._added += 1

    def back(self, steps: int) -> int | None:
        if steps >= len(self._slots):
            return None
        return self._slots[(self._added - 1 - steps) % len(self._slots)]

    def total(self) -> int:
        return self._total
