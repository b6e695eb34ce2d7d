# Tests labels by their truth, so that a node with an empty label is taken for a missing one.
class TreeArchive:
    def write(self, root):
        if not root or not root.val:
            return "-"
        return f"{len(root.val)}:{root.val}{self.write(root.left)}{self.write(root.right)}"

    def read(self, text):
        labels = []
        at = 0
        while at < len(text):
            if text[at] == "-":
                labels.append("")
                at += 1
            else:
                colon = text.index(":", at)
                at = colon + 1 + int(text[at:colon])
                labels.append(text[colon + 1 : at])
        built = []
        for label in reversed(labels):
            built.append(TreeNode(label, built.pop(), built.pop()) if label else None)
        return built.pop()
