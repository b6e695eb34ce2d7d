# Right, but every view puts the whole text together to cut a little out of it.
class LineEditor:
    def __init__(self):
        self.left = []
        self.right = []
        self.edits = []

    def type_text(self, text):
        self.left += text
        self.edits.append((len(self.left), len(text), []))

    def erase(self, count):
        kept = max(0, len(self.left) - count)
        erased = self.left[kept:]
        del self.left[kept:]
        if erased:
            self.edits.append((kept, 0, erased))
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
        before, behind = "".join(self.left), "".join(reversed(self.right))
        return before[max(0, len(before) - width) :] + "|" + behind[:width]
