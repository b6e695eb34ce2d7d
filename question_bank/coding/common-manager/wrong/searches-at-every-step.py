# Right, but looks for both people again below every person on the way down: slow in tall charts.
def holds(person, wanted):
    if person is None:
        return False
    return person.val == wanted or holds(person.left, wanted) or holds(person.right, wanted)


def common_manager(root, first, second):
    person = root
    while True:
        if holds(person.left, first) and holds(person.left, second):
            person = person.left
        elif holds(person.right, first) and holds(person.right, second):
            person = person.right
        else:
            return person.val
