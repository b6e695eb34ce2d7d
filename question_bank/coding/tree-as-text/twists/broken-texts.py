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
        at = 0
        while at < len(text):
            if text[at] == "-":
                at += 1
                labels.append(None)
                continue
            colon = text.find(":", at)
            digits = text[at:colon] if colon > 0 else ""
            if not digits.isdigit() or str(int(digits)) != digits or colon + 1 + int(digits) > len(text):
                return None
            at = colon + 1 + int(digits)
            labels.append(text[colon + 1 : at])
        built = []
        for label in reversed(labels):
            if label is None:
                built.append(None)
            elif len(built) < 2:
                return None
            else:
                left, right = built.pop(), built.pop()
                built.append(TreeNode(label, left, right))
        return built[0] if len(built) == 1 else None
