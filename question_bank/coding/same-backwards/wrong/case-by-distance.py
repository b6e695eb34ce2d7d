# Takes two characters whose codes are 32 apart for the same letter; a digit and a letter can be that as well.
def reads_both_ways(text):
    codes = [ord(character) for character in text if character.isalnum()]
    return all(abs(front - back) in (0, 32) for front, back in zip(codes, reversed(codes)))
