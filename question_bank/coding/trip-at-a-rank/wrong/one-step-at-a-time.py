# Goes from trip to trip, each time to the cheaper neighbour, and never comes back to the one it left behind.
def trip_at_rank(flights, hotels, k):
    flight = hotel = 0
    for _ in range(k - 1):
        next_flight = flight + 1 < len(flights)
        next_hotel = hotel + 1 < len(hotels)
        if next_flight and next_hotel:
            next_flight = flights[flight + 1] + hotels[hotel] <= flights[flight] + hotels[hotel + 1]
        if next_flight:
            flight += 1
        elif next_hotel:
            hotel += 1
    return flights[flight] + hotels[hotel]
