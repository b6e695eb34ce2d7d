def best_walk(root):
    """Forgets what is up and what is down, and walks from every chamber to every other one."""
    chambers = [root]
    joined = {root: []}
    for chamber in chambers:
        for child in (chamber.left, chamber.right):
            if child is not None:
                joined[chamber].append(child)
                joined[child] = [chamber]
                chambers.append(child)

    best = root.val
    for start in chambers:
        walks = [(start, None, start.val)]
        while walks:
            chamber, before, total = walks.pop()
            best = max(best, total)
            walks.extend((other, chamber, total + other.val) for other in joined[chamber] if other is not before)
    return best
