# Right, but every removal at the front moves all the characters behind it.
def reads_both_ways(text):
    kept = [character for character in text.lower() if character.isalnum()]
    while len(kept) > 1:
        if kept.pop(0) != kept.pop():
            return False
    return True
