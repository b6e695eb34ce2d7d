# Reads a single digit as the length, which is too little from ten characters on.
class TreeArchive:
    def write(self, root):
        if root is None:
            return "-"
        return f"{len(root.val)}:{root.val}{self.write(root.left)}{self.write(root.right)}"

    def read(self, text):
        at = 0

        def take():
            nonlocal at
            if text[at] == "-":
                at += 1
                return None
            start = at + 2
            at = start + int(text[at])
            label = text[start:at]
            left = take()
            right = take()
            return TreeNode(label, left, right)

        return take()
