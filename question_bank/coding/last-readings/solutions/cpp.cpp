class ReadingBuffer {
    vector<int> slots;
    int added = 0;  // readings that ever came in
    int sum = 0;

public:
    ReadingBuffer(int size) : slots(size) {}

    void add(int reading) {
        int& slot = slots[added % slots.size()];
        sum += reading - slot;  // a slot that was never used holds 0
        slot = reading;
        ++added;
    }

    optional<int> back(int steps) const {
        int size = slots.size();
        if (steps >= min(added, size)) return nullopt;
        return slots[(added - 1 - steps) % size];
    }

    int total() const {
        return sum;
    }
};
