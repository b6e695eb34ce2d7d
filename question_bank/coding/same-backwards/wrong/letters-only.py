# Leaves the digits out together with the marks.
def reads_both_ways(text):
    kept = [character.lower() for character in text if character.isalpha()]
    return kept == kept[::-1]
