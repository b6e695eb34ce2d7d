# Remembers the latest edit only.
class LineEditor:
    def __init__(self):
        self.text = ""
        self.cursor = 0
        self.edits = []  # start, typed text, erased text

    def type_text(self, text):
        self.edits = [(self.cursor, text, "")]
        self.text = self.text[: self.cursor] + text + self.text[self.cursor :]
        self.cursor += len(text)

    def erase(self, count):
        start = max(0, self.cursor - count)
        erased = self.text[start : self.cursor]
        if erased:
            self.edits = [(start, "", erased)]
        self.text = self.text[:start] + self.text[self.cursor :]
        self.cursor = start
        return len(erased)

    def move_cursor(self, steps):
        self.cursor = min(max(0, self.cursor + steps), len(self.text))
        return self.cursor

    def undo(self):
        if not self.edits:
            return False
        start, typed, erased = self.edits.pop()
        self.text = self.text[:start] + erased + self.text[start + len(typed) :]
        self.cursor = start + len(erased)
        return True

    def view(self, width):
        before = self.text[max(0, self.cursor - width) : self.cursor]
        return before + "|" + self.text[self.cursor : self.cursor + width]
