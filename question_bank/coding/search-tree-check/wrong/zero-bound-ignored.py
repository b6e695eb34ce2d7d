# Tests the bounds by their truth: a bound of 0 counts as no bound.
def is_search_tree(root, low=None, high=None):
    if root is None:
        return True
    if low and root.val <= low:
        return False
    if high and root.val >= high:
        return False
    return is_search_tree(root.left, low, root.val) and is_search_tree(root.right, root.val, high)
