# The window begins with a user's first request, and when it is over everything is forgotten at once.
class RequestLimiter:
    def __init__(self, limit, window):
        self.limit = limit
        self.window = window
        self.current = {}  # user -> start of the window, requests allowed in it

    def allow(self, user, time):
        start, count = self.current.get(user, (time, 0))
        if time - start >= self.window:
            start, count = time, 0
        if count == self.limit:
            return False
        self.current[user] = (start, count + 1)
        return True
