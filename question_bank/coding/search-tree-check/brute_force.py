def is_search_tree(root):
    """In a search tree, looking for the value of a node leads to that very node."""
    nodes = [root] if root else []
    for node in nodes:
        nodes.extend(child for child in (node.left, node.right) if child)
    for wanted in nodes:
        node = root
        while node is not wanted:
            if node is None or node.val == wanted.val:
                return False
            node = node.left if wanted.val < node.val else node.right
    return True
