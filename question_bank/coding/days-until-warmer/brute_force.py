def days_until_warmer(temperatures):
    waits = []
    for day in range(len(temperatures)):
        warmer = [
            later for later in range(len(temperatures)) if later > day and temperatures[later] > temperatures[day]
        ]
        waits.append(min(warmer) - day if warmer else 0)
    return waits
