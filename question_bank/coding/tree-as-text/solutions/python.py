from collections.abc import Iterator


class TreeArchive:
    def write(self, root: "TreeNode | None") -> str:
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

    def read(self, text: str) -> "TreeNode | None":
        # From the end, both subtrees of a node are complete before the node itself is met.
        built = []
        for label in reversed(list(labels_of(text))):
            if label is None:
                built.append(None)
            else:
                left, right = built.pop(), built.pop()
                built.append(TreeNode(label, left, right))
        return built.pop()


def labels_of(text: str) -> Iterator[str | None]:
    """The labels in the order of the text, None for a missing subtree."""
    at = 0
    while at < len(text):
        if text[at] == "-":
            at += 1
            yield None
        else:
            colon = text.index(":", at)
            at = colon + 1 + int(text[at:colon])
            yield text[colon + 1 : at]
