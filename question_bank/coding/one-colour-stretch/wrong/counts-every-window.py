# Right, but it counts the whole window again after every step.
def longest_stretch(bulbs, spares):
    left = 0
    for right in range(len(bulbs)):
        window = bulbs[left : right + 1]
        if len(window) - max(map(window.count, set(window))) > spares:
            left += 1
    return len(bulbs) - left
