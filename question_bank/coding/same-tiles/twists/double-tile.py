from collections import defaultdict

QU_TILE = "#"


def group_words(words: list[str]) -> list[list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        key = "".join(sorted(word.replace("qu", QU_TILE)))
        groups[key].append(word)
    return list(groups.values())
