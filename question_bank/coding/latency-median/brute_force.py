class LatencyMedian:
    def __init__(self):
        self.latencies = []

    def add(self, latency):
        self.latencies.append(latency)

    def median(self):
        if not self.latencies:
            return -1.0
        ordered = sorted(self.latencies)
        count = len(ordered)
        return (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
