def shortest_piece(tape, letters):
    for length in range(1, len(tape) + 1):
        for start in range(len(tape) - length + 1):
            piece = tape[start : start + length]
            if all(piece.count(letter) >= letters.count(letter) for letter in letters):
                return piece
    return ""
