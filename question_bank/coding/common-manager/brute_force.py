def everyone(person):
    if person is None:
        return []
    return [person.val, *everyone(person.left), *everyone(person.right)]


def common_manager(root, first, second):
    """Of all the teams with both people in them, the smallest one belongs to the answer."""
    smallest = None
    managers = [root]
    for manager in managers:
        team = everyone(manager)
        if first in team and second in team and (smallest is None or len(team) < len(smallest)):
            smallest = team
        managers.extend(person for person in (manager.left, manager.right) if person)
    return smallest[0]
