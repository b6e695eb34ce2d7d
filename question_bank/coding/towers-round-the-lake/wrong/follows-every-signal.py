# Right, but it follows every signal on its own, however far it flies.
def catching_towers(heights):
    count = len(heights)
    catchers = []
    for sender, height in enumerate(heights):
        tower = (sender + 1) % count
        while tower != sender and heights[tower] <= height:
            tower = (tower + 1) % count
        catchers.append(-1 if tower == sender else tower)
    return catchers
