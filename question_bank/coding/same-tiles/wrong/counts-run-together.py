# Writes the 26 counts one behind the other: 1 and 11 cannot be told from 11 and 1.
from collections import defaultdict
from string import ascii_lowercase


def group_words(words):
    groups = defaultdict(list)
    for word in words:
        groups["".join(str(word.count(letter)) for letter in ascii_lowercase)].append(word)
    return list(groups.values())
