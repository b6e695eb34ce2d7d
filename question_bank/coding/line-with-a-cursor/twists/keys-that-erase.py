from typing import NamedTuple


class Edit(NamedTuple):
    """What an edit did just before the cursor, and where it left the cursor."""

    cursor: int
    typed: int  # characters added
    erased: list[str]  # characters removed


class LineEditor:
    def __init__(self) -> None:
        self._left: list[str] = []  # what is before the cursor
        self._right: list[str] = []  # what is behind it, the nearest character last
        self._edits: list[Edit] = []

    def type_text(self, text: str) -> None:
        typed: list[str] = []
        erased: list[str] = []
        for key in text:
            if key != "<":
                typed.append(key)
            elif typed:
                typed.pop()
            elif self._left:
                erased.append(self._left.pop())
        self._left.extend(typed)
        self._edits.append(Edit(len(self._left), len(typed), erased[::-1]))

    def erase(self, count: int) -> int:
        erased = cut(self._left, count)
        if erased:
            self._edits.append(Edit(len(self._left), 0, erased))
        return len(erased)

    def move_cursor(self, steps: int) -> int:
        if steps < 0:
            self._right.extend(reversed(cut(self._left, -steps)))
        else:
            self._left.extend(reversed(cut(self._right, steps)))
        return len(self._left)

    def undo(self) -> bool:
        if not self._edits:
            return False
        edit = self._edits.pop()
        self.move_cursor(edit.cursor - len(self._left))
        cut(self._left, edit.typed)
        self._left.extend(edit.erased)
        return True

    def view(self, width: int) -> str:
        before = self._left[-width:]
        behind = self._right[-width:]
        return "".join([*before, "|", *reversed(behind)])


def cut(stack: list[str], count: int) -> list[str]:
    """Takes the top `count` items off a stack, or all if there are fewer; they keep their order."""
    kept = max(0, len(stack) - count)
    taken = stack[kept:]
    del stack[kept:]
    return taken
