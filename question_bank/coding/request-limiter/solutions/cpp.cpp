class RequestLimiter {
    size_t limit;
    int window;
    unordered_map<string, queue<int>> allowed;  // the latest times, at most `limit` per user

public:
    RequestLimiter(int limit, int window) : limit(limit), window(window) {}

    bool allow(const string& user, int time) {
        queue<int>& times = allowed[user];
        if (times.size() == limit) {
            if (times.front() > time - window) return false;
            times.pop();
        }
        times.push(time);
        return true;
    }
};
