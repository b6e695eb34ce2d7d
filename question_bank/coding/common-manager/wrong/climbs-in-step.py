# Climbs from both at the same pace: they meet only when both start on the same level.
def common_manager(root, first, second):
    above = {root.val: root.val}
    people = [root]
    for person in people:
        for report in (person.left, person.right):
            if report:
                above[report.val] = person.val
                people.append(report)
    while first != second:
        first, second = above[first], above[second]
    return first
