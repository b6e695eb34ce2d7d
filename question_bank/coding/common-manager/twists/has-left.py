def common_manager(root, first, second):
    found = set()

    def lowest(person):
        if person is None:
            return None
        left, right = lowest(person.left), lowest(person.right)
        if person.val in (first, second):
            found.add(person.val)
            return person
        return person if left and right else left or right

    answer = lowest(root)
    return answer.val if found == {first, second} else -1
