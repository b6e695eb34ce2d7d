import math

EMPTIED = 2_000_000_000


def is_search_tree(root):
    previous = -math.inf
    waiting = []
    node = root
    while waiting or node:
        while node:
            waiting.append(node)
            node = node.left
        node = waiting.pop()
        if node.val != EMPTIED:
            if node.val <= previous:
                return False
            previous = node.val
        node = node.right
    return True
