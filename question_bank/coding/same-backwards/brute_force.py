from string import ascii_lowercase, digits


def reads_both_ways(text):
    forwards = []
    backwards = []
    for character in text.lower():
        if character in ascii_lowercase + digits:
            forwards.append(character)
            backwards.insert(0, character)
    return forwards == backwards
