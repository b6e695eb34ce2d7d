# Length and sum of the character codes: equal within a group, but also for words of different groups.
from collections import defaultdict


def group_words(words):
    groups = defaultdict(list)
    for word in words:
        groups[len(word), sum(map(ord, word))].append(word)
    return list(groups.values())
