# Right, but every request walks through all that were allowed in the window.
class RequestLimiter:
    def __init__(self, limit, window):
        self.limit = limit
        self.window = window
        self.times = {}

    def allow(self, user, time):
        recent = [earlier for earlier in self.times.get(user, []) if earlier > time - self.window]
        allowed = len(recent) < self.limit
        if allowed:
            recent.append(time)
        self.times[user] = recent
        return allowed
