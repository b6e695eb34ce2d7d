# Right, but every step copies the whole rest of the text.
def unpack(packed):
    pieces = []
    digits = ""
    while packed:
        char, packed = packed[0], packed[1:]
        if char.isdigit():
            digits += char
        else:
            pieces.append(char * int(digits or "1"))
            digits = ""
    return "".join(pieces)
