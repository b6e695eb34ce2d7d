# The set of letters does not know how often each of them occurs.
from collections import defaultdict


def group_words(words):
    groups = defaultdict(list)
    for word in words:
        groups[frozenset(word)].append(word)
    return list(groups.values())
