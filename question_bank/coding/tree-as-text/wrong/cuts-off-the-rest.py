# Right, but copies the rest of the text after every node: slow for long texts.
class TreeArchive:
    def write(self, root):
        parts = []
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node is None:
                parts.append("-")
            else:
                parts.append(f"{len(node.val)}:{node.val}")
                waiting += [node.right, node.left]
        return "".join(parts)

    def read(self, text):
        labels = []
        while text:
            if text[0] == "-":
                labels.append(None)
                text = text[1:]
            else:
                length, text = text.split(":", 1)
                labels.append(text[: int(length)])
                text = text[int(length) :]
        built = []
        for label in reversed(labels):
            built.append(None if label is None else TreeNode(label, built.pop(), built.pop()))
        return built.pop()
