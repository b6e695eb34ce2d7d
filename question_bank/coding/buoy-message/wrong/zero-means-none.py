# Uses 0 as the sign that there was no number, so a count of 0 becomes a count of 1.
def unpack(packed):
    pieces = []
    count = 0
    for char in packed:
        if char.isdigit():
            count = count * 10 + int(char)
        else:
            pieces.append(char * (count or 1))
            count = 0
    return "".join(pieces)
