# Looks on both sides for the next section that is not higher, so a shelf stops at one of its own height.
def largest_shelf(sections):
    def reach(walls):
        position, before = 0, []
        for width, height in walls:
            while before and before[-1][1] > height:
                before.pop()
            yield position - (before[-1][0] if before else 0)
            position += width
            before.append((position, height))

    to_the_left = list(reach(sections))
    to_the_right = list(reach(sections[::-1]))[::-1]
    return max(
        ((left + section[0] + right) * section[1] for section, left, right in zip(sections, to_the_left, to_the_right)),
        default=0,
    )
