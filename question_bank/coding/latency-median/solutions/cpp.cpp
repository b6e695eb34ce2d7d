class LatencyMedian {
    priority_queue<int> lower;                             // the smaller half, its largest on top
    priority_queue<int, vector<int>, greater<int>> upper;  // the larger half, at most one shorter than lower

public:
    void add(int latency) {
        // What goes into one half passes through the other, so that the halves stay in order.
        if (lower.size() == upper.size()) {
            upper.push(latency);
            lower.push(upper.top());
            upper.pop();
        } else {
            lower.push(latency);
            upper.push(lower.top());
            lower.pop();
        }
    }

    double median() const {
        if (lower.empty()) return -1;
        if (lower.size() > upper.size()) return lower.top();
        return (static_cast<long long>(lower.top()) + upper.top()) / 2.0;
    }
};
