# Goes backwards and knows the warmest day so far, but lets it start at zero degrees: frost breaks it.
def days_until_warmer(temperatures):
    waits = [0] * len(temperatures)
    warmest = 0
    for day in range(len(temperatures) - 1, -1, -1):
        if temperatures[day] >= warmest:
            warmest = temperatures[day]
            continue
        later = day + 1
        while temperatures[later] <= temperatures[day]:
            later += waits[later]
        waits[day] = later - day
    return waits
