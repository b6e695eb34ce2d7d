from itertools import permutations


def fewest_changes(words, start, goal):
    """Improves the numbers of moves over all pairs of words until nothing changes any more."""
    never = len(words) + 1
    moves = dict.fromkeys([*words, goal], never) | {start: 0}
    changed = True
    while changed:
        changed = False
        for word, other in permutations({start, *words}, 2):
            apart = sum(letter != instead for letter, instead in zip(word, other))
            if apart == 1 and moves[word] + 1 < moves[other]:
                moves[other] = moves[word] + 1
                changed = True
    return -1 if moves[goal] == never else moves[goal]
