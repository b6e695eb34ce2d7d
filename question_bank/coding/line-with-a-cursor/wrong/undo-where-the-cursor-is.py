# Takes an edit back at the place where the cursor happens to be now.
class LineEditor:
    def __init__(self):
        self.text = ""
        self.cursor = 0
        self.edits = []  # start, typed text, erased text

    def type_text(self, text):
        self.edits.append((self.cursor, text, ""))
        self.text = self.text[: self.cursor] + text + self.text[self.cursor :]
        self.cursor += len(text)

    def erase(self, count):
        start = max(0, self.cursor - count)
        erased = self.text[start : self.cursor]
        if erased:
            self.edits.append((start, "", erased))
        self.text = self.text[:start] + self.text[self.cursor :]
        self.cursor = start
        return len(erased)

    def move_cursor(self, steps):
        self.cursor = min(max(0, self.cursor + steps), len(self.text))
        return self.cursor

    def undo(self):
        if not self.edits:
            return False
        _, typed, erased = self.edits.pop()
        start = max(0, self.cursor - len(typed))
        self.text = self.text[:start] + erased + self.text[start + len(typed) :]
        self.cursor = start + len(erased)
        return True

    def view(self, width):
        before = self.text[max(0, self.cursor - width) : self.cursor]
        return before + "|" + self.text[self.cursor : self.cursor + width]
