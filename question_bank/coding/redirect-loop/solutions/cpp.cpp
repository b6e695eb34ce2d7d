class Solution {
    static constexpr int END = -1;

    // Where a walker of double speed catches up with a slow one, or END if the chain ends.
    static int meetingPlace(const vector<int>& successors, int start) {
        int slow = start, fast = start;
        do {
            for (int step = 0; step < 2; ++step) {
                fast = successors[fast];
                if (fast == END) return END;
            }
            slow = successors[slow];
        } while (slow != fast);
        return slow;
    }

public:
    int loopEntry(vector<int>& successors, int start) {
        int ahead = meetingPlace(successors, start);
        if (ahead == END) return END;
        // From here the entry is as many steps away as it is from the start, apart from full rounds.
        int behind = start;
        while (ahead != behind) {
            ahead = successors[ahead];
            behind = successors[behind];
        }
        return behind;
    }
};
