# Right, but each zero that is taken out makes the whole rest of the list move up.
def move_zeros(readings):
    for _ in range(readings.count(0)):
        readings.remove(0)
        readings.append(0)
