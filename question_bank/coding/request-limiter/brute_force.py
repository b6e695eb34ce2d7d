class RequestLimiter:
    def __init__(self, limit, window):
        self.limit = limit
        self.window = window
        self.let_through = []

    def allow(self, user, time):
        ages = [time - earlier for name, earlier in self.let_through if name == user]
        if sum(age < self.window for age in ages) >= self.limit:
            return False
        self.let_through.append((user, time))
        return True
