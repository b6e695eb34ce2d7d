# Jumps from answer to answer, but believes that only the last day can be without one.
def days_until_warmer(temperatures):
    waits = [0] * len(temperatures)
    for day in range(len(temperatures) - 2, -1, -1):
        later = day + 1
        while temperatures[later] <= temperatures[day] and waits[later]:
            later += waits[later]
        if later < len(temperatures) - 1 or temperatures[later] > temperatures[day]:
            waits[day] = later - day
    return waits
