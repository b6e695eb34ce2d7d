# Takes the lengths for decoration: a label ends where the next digit or hyphen is.
import re


class TreeArchive:
    def write(self, root):
        if root is None:
            return "-"
        return f"{len(root.val)}:{root.val}{self.write(root.left)}{self.write(root.right)}"

    def read(self, text):
        parts = iter(re.findall(r"-|\d+:[^\d-]*", text))

        def take():
            part = next(parts)
            if part == "-":
                return None
            label = part.split(":", 1)[1]
            left = take()
            right = take()
            return TreeNode(label, left, right)

        return take()
