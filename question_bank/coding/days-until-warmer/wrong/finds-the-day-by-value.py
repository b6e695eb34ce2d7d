# Keeps temperatures instead of days, and looks up later on which day they were: always the first such day.
def days_until_warmer(temperatures):
    first_on = {}
    for day, temperature in enumerate(temperatures):
        first_on.setdefault(temperature, day)
    waits = [0] * len(temperatures)
    waiting = []
    for today, temperature in enumerate(temperatures):
        while waiting and waiting[-1] < temperature:
            day = first_on[waiting.pop()]
            waits[day] = today - day
        waiting.append(temperature)
    return waits
