# Steers by the size of the ids, as if the chart were a search tree.
def common_manager(root, first, second):
    person = root
    while True:
        if first < person.val and second < person.val and person.left:
            person = person.left
        elif first > person.val and second > person.val and person.right:
            person = person.right
        else:
            return person.val
