# Right, but one list holds the whole text: each character that is typed or erased moves all that stand behind it.
class LineEditor:
    def __init__(self):
        self.text = []
        self.cursor = 0
        self.edits = []

    def put_in(self, characters):
        for character in characters:
            self.text.insert(self.cursor, character)
            self.cursor += 1

    def take_out(self, count):
        taken = []
        while self.cursor > 0 and len(taken) < count:
            self.cursor -= 1
            taken.append(self.text.pop(self.cursor))
        return taken[::-1]

    def type_text(self, text):
        self.put_in(text)
        self.edits.append((self.cursor, len(text), []))

    def erase(self, count):
        erased = self.take_out(count)
        if erased:
            self.edits.append((self.cursor, 0, erased))
        return len(erased)

    def move_cursor(self, steps):
        self.cursor = min(max(0, self.cursor + steps), len(self.text))
        return self.cursor

    def undo(self):
        if not self.edits:
            return False
        self.cursor, typed, erased = self.edits.pop()
        self.take_out(typed)
        self.put_in(erased)
        return True

    def view(self, width):
        before = self.text[max(0, self.cursor - width) : self.cursor]
        return "".join([*before, "|", *self.text[self.cursor : self.cursor + width]])
