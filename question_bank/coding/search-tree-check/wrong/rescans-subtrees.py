# Right, but looks through both subtrees again at every node: slow in tall trees.
def smallest(node):
    if node is None:
        return float("inf")
    return min(node.val, smallest(node.left), smallest(node.right))


def largest(node):
    if node is None:
        return float("-inf")
    return max(node.val, largest(node.left), largest(node.right))


def is_search_tree(root):
    if root is None:
        return True
    if not largest(root.left) < root.val < smallest(root.right):
        return False
    return is_search_tree(root.left) and is_search_tree(root.right)
