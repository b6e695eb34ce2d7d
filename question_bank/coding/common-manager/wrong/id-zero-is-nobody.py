# Returns ids instead of nodes and tests them by their truth, so that the person with the id 0 is never found.
def common_manager(root, first, second):
    def lowest(person):
        if person is None:
            return None
        if person.val in (first, second):
            return person.val
        left, right = lowest(person.left), lowest(person.right)
        return person.val if left and right else left or right

    return lowest(root)
