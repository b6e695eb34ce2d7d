# Looks for the next day that is warmer than the day before it, not warmer than the day that waits.
def days_until_warmer(temperatures):
    waits = [0] * len(temperatures)
    rise = None
    for day in range(len(temperatures) - 2, -1, -1):
        if temperatures[day + 1] > temperatures[day]:
            rise = day + 1
        if rise is not None:
            waits[day] = rise - day
    return waits
