# Right, but the group of each word is looked for in a list of keys.
def group_words(words):
    keys = []
    groups = []
    for word in words:
        key = sorted(word)
        if key in keys:
            groups[keys.index(key)].append(word)
        else:
            keys.append(key)
            groups.append([word])
    return groups
