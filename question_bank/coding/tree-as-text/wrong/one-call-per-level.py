# Right, but goes one call deeper with every level: a tall tree is too deep for that.
class TreeArchive:
    def write(self, root):
        parts = []

        def put(node):
            if node is None:
                parts.append("-")
                return
            parts.append(f"{len(node.val)}:{node.val}")
            put(node.left)
            put(node.right)

        put(root)
        return "".join(parts)

    def read(self, text):
        at = 0

        def take():
            nonlocal at
            if text[at] == "-":
                at += 1
                return None
            colon = text.index(":", at)
            at = colon + 1 + int(text[at:colon])
            label = text[colon + 1 : at]
            left = take()
            right = take()
            return TreeNode(label, left, right)

        return take()
