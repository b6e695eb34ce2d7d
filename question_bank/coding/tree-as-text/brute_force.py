class TreeArchive:
    def write(self, root):
        if root is None:
            return "-"
        return str(len(root.val)) + ":" + root.val + self.write(root.left) + self.write(root.right)

    def read(self, text):
        if text == "-":
            return None
        digits, rest = text.split(":", 1)
        label, rest = rest[: int(digits)], rest[int(digits) :]
        end = self.end_of_tree(rest)
        return TreeNode(label, self.read(rest[:end]), self.read(rest[end:]))

    def end_of_tree(self, text):
        """A tree is over once one more subtree was found missing than nodes were met."""
        missing = nodes = at = 0
        while missing <= nodes:
            if text[at] == "-":
                missing += 1
                at += 1
            else:
                nodes += 1
                digits = text[at:].split(":")[0]
                at += len(digits) + 1 + int(digits)
        return at
