# Does not stop at the beginning: with too few characters the index becomes negative and counts from the end.
class LineEditor:
    def __init__(self):
        self.left = []
        self.right = []
        self.edits = []

    def type_text(self, text):
        self.left += text
        self.edits.append((len(self.left), len(text), []))

    def erase(self, count):
        kept = len(self.left) - count
        erased = self.left[kept:]
        del self.left[kept:]
        if erased:
            self.edits.append((len(self.left), 0, erased))
        return len(erased)

    def move_cursor(self, steps):
        while steps < 0 and self.left:
            self.right.append(self.left.pop())
            steps += 1
        while steps > 0 and self.right:
            self.left.append(self.right.pop())
            steps -= 1
        return len(self.left)

    def undo(self):
        if not self.edits:
            return False
        cursor, typed, erased = self.edits.pop()
        self.move_cursor(cursor - len(self.left))
        del self.left[len(self.left) - typed :]
        self.left += erased
        return True

    def view(self, width):
        before = self.left[max(0, len(self.left) - width) :]
        behind = self.right[max(0, len(self.right) - width) :]
        return "".join([*before, "|", *reversed(behind)])
