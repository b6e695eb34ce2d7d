# Collects the words of a group in a set, so a repeated word is there only once.
from collections import defaultdict


def group_words(words):
    groups = defaultdict(set)
    for word in words:
        groups["".join(sorted(word))].add(word)
    return [sorted(group) for group in groups.values()]
