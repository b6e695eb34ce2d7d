def unpack(packed):
    pieces = []
    digits = ""
    chars = iter(packed)
    for char in chars:
        if char.isdigit():
            digits += char
            continue
        if char == "\\":
            char = next(chars)
        pieces.append(char * int(digits or "1"))
        digits = ""
    return "".join(pieces)
