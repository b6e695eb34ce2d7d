# Keeps the place in the text in the object and never sets it back: the second read begins in the middle.
class TreeArchive:
    def __init__(self):
        self.at = 0

    def write(self, root):
        if root is None:
            return "-"
        return f"{len(root.val)}:{root.val}{self.write(root.left)}{self.write(root.right)}"

    def read(self, text):
        if text[self.at] == "-":
            self.at += 1
            return None
        colon = text.index(":", self.at)
        self.at = colon + 1 + int(text[self.at : colon])
        label = text[colon + 1 : self.at]
        left = self.read(text)
        right = self.read(text)
        return TreeNode(label, left, right)
