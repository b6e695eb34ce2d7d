import math


def is_search_tree(root: "TreeNode | None") -> bool:
    previous = -math.inf
    waiting = []  # nodes whose left side is being walked
    node = root
    while waiting or node:
        while node:
            waiting.append(node)
            node = node.left
        node = waiting.pop()
        if node.val <= previous:
            return False
        previous = node.val
        node = node.right
    return True
