def same_tiles(one, other):
    left = list(other)
    for letter in one:
        if letter not in left:
            return False
        left.remove(letter)
    return not left


def group_words(words):
    groups = []
    for word in words:
        for group in groups:
            if same_tiles(word, group[0]):
                group.append(word)
                break
        else:
            groups.append([word])
    return groups
