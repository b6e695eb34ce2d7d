def catching_towers(heights):
    count = len(heights)
    catchers = []
    for sender in range(count):
        higher = [tower for tower in range(count) if heights[tower] > heights[sender]]
        catchers.append(min(higher, key=lambda tower: (tower - sender) % count, default=-1))
    return catchers
