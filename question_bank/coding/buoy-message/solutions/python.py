def unpack(packed: str) -> str:
    pieces: list[str] = []
    digits = ""
    for char in packed:
        if char.isdigit():
            digits += char
        else:
            pieces.append(char * int(digits or "1"))
            digits = ""
    return "".join(pieces)
