# Looks for the end of the run as the place of the next number up, and takes it that this number is in the list.
def find_run(values, target):
    def first_place(wanted):
        low, high = 0, len(values) - 1
        found = -1
        while low <= high:
            middle = (low + high) // 2
            if values[middle] >= wanted:
                if values[middle] == wanted:
                    found = middle
                high = middle - 1
            else:
                low = middle + 1
        return found

    first, behind = first_place(target), first_place(target + 1)
    if first == -1:
        return [-1, -1]
    return [first, behind - 1 if behind != -1 else len(values) - 1]
