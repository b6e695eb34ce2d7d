"""Sandboxes that hold a compiled program, kept for the next run of the same source."""

import threading
from collections import OrderedDict
from typing import NamedTuple

from coach.sandbox.box import Box


class Program(NamedTuple):
    """What a kept sandbox can be used for."""

    key: str
    """Of language, source and signature."""
    memory_class: int


class Kept:
    """Holds a few sandboxes, those used last. What it gives back is the caller's to end."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._boxes: OrderedDict[Program, Box] = OrderedDict()

    def take(self, program: Program) -> Box | None:
        """The sandbox with this program; nobody else gets it meanwhile."""
        with self._lock:
            return self._boxes.pop(program, None)

    def put(self, program: Program, box: Box) -> list[Box]:
        """Keep a sandbox; returns those that had to make room."""
        with self._lock:
            replaced = self._boxes.pop(program, None)
            self._boxes[program] = box
            gone = [] if replaced is None else [replaced]
            while len(self._boxes) > self._most:
                gone.append(self._boxes.popitem(last=False)[1])
            return gone

    def clear(self) -> list[Box]:
        with self._lock:
            boxes = list(self._boxes.values())
            self._boxes.clear()
            return boxes
