# The pattern knows letters only; spaces and punctuation are dropped without a word.
import re


def unpack(packed):
    return "".join(char * int(number or "1") for number, char in re.findall(r"(\d*)([A-Za-z])", packed))
