class LruCache {
    int capacity;
    list<pair<int, int>> entries;  // key and value, least recently used first
    unordered_map<int, list<pair<int, int>>::iterator> places;

public:
    LruCache(int capacity) : capacity(capacity) {}

    int get(int key) {
        auto found = places.find(key);
        if (found == places.end()) return -1;
        entries.splice(entries.end(), entries, found->second);
        return found->second->second;
    }

    void put(int key, int value) {
        if (auto found = places.find(key); found != places.end()) {
            found->second->second = value;
            entries.splice(entries.end(), entries, found->second);
            return;
        }
        places[key] = entries.insert(entries.end(), {key, value});
        if ((int)entries.size() > capacity) {
            places.erase(entries.front().first);
            entries.pop_front();
        }
    }
};
