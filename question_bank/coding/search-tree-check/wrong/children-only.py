# Compares each node with its own children alone; a grandchild may still be on the wrong side.
def is_search_tree(root):
    if root is None:
        return True
    if root.left and root.left.val >= root.val:
        return False
    if root.right and root.right.val <= root.val:
        return False
    return is_search_tree(root.left) and is_search_tree(root.right)
