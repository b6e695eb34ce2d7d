# Never sets the count back, so a number counts for all characters up to the next number.
import re


def unpack(packed):
    pieces = []
    count = 1
    for number, char in re.findall(r"(\d*)(\D)", packed):
        if number:
            count = int(number)
        pieces.append(char * count)
    return "".join(pieces)
