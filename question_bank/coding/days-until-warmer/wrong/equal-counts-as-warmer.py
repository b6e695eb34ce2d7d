# Ends the wait on a day that is only just as warm.
def days_until_warmer(temperatures):
    waits = [0] * len(temperatures)
    waiting = []
    for today, temperature in enumerate(temperatures):
        while waiting and temperatures[waiting[-1]] <= temperature:
            day = waiting.pop()
            waits[day] = today - day
        waiting.append(today)
    return waits
