# Takes a zero out of the list it is walking over: the reading that slips into its place is never looked at.
def move_zeros(readings):
    for place in range(len(readings)):
        if readings[place] == 0:
            readings.append(readings.pop(place))
