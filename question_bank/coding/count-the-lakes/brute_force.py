def count_lakes(rows):
    # Each square of water has its own number and takes over smaller ones from its neighbours until nothing changes.
    numbers = {}
    for row, line in enumerate(rows):
        for column, square in enumerate(line):
            if square == "~":
                numbers[row, column] = len(numbers)
    changed = True
    while changed:
        changed = False
        for row, column in numbers:
            for beside in ((row, column + 1), (row, column - 1), (row + 1, column), (row - 1, column)):
                if numbers.get(beside, len(numbers)) < numbers[row, column]:
                    numbers[row, column] = numbers[beside]
                    changed = True
    return len(set(numbers.values()))
