class LineEditor:
    def __init__(self):
        self.text = ""
        self.cursor = 0
        self.earlier = []  # text and cursor before each edit

    def replace(self, start, new):
        self.earlier.append((self.text, self.cursor))
        self.text = self.text[:start] + new + self.text[self.cursor :]
        self.cursor = start + len(new)

    def type_text(self, text):
        self.replace(self.cursor, text)

    def erase(self, count):
        count = min(count, self.cursor)
        if count > 0:
            self.replace(self.cursor - count, "")
        return count

    def move_cursor(self, steps):
        self.cursor = sorted([0, self.cursor + steps, len(self.text)])[1]
        return self.cursor

    def undo(self):
        if not self.earlier:
            return False
        self.text, self.cursor = self.earlier.pop()
        return True

    def view(self, width):
        before, behind = self.text[: self.cursor], self.text[self.cursor :]
        return before[max(0, len(before) - width) :] + "|" + behind[:width]
