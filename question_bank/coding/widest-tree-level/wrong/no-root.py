# Puts the root into the queue without asking whether there is one.
from collections import deque


def widest_level(root):
    best = 0
    queue = deque([root])
    while queue:
        best = max(best, len(queue))
        for _ in range(len(queue)):
            node = queue.popleft()
            if node.left:
                queue.append(node.left)
            if node.right:
                queue.append(node.right)
    return best
