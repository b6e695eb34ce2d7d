# Takes each digit for a number of its own: of 12 only the 2 is left.
def unpack(packed):
    pieces = []
    count = 1
    for char in packed:
        if char.isdigit():
            count = int(char)
        else:
            pieces.append(char * count)
            count = 1
    return "".join(pieces)
