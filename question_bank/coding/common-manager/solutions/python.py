def common_manager(root: "TreeNode | None", first: int, second: int) -> int:
    def lowest(person):
        """The answer if this part of the chart holds both; if it holds one of them, that one; else None."""
        if person is None or person.val in (first, second):
            return person
        left, right = lowest(person.left), lowest(person.right)
        return person if left and right else left or right

    return lowest(root).val
