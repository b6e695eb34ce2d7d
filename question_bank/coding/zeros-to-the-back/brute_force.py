def move_zeros(readings):
    exchanged = True
    while exchanged:
        exchanged = False
        for place in range(len(readings) - 1):
            if readings[place] == 0 and readings[place + 1] != 0:
                readings[place], readings[place + 1] = readings[place + 1], 0
                exchanged = True
