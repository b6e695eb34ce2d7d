# Waits for the two paths from the top to part, and finds nothing when one path is the beginning of the other.
def path_to(person, wanted):
    if person is None:
        return []
    if person.val == wanted:
        return [wanted]
    below = path_to(person.left, wanted) or path_to(person.right, wanted)
    return [person.val, *below] if below else []


def common_manager(root, first, second):
    common = root.val
    for one, other in zip(path_to(root, first), path_to(root, second)):
        if one != other:
            return common
        common = one
    return -1
