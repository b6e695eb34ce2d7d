class Solution {
public:
    void moveZeros(vector<int>& readings) {
        // remove() closes the gaps and keeps the order; what lies behind its result is left over.
        auto keptEnd = remove(readings.begin(), readings.end(), 0);
        fill(keptEnd, readings.end(), 0);
    }
};
