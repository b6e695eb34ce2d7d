class Solution {
    static constexpr string_view CLOCKWISE = "^>v<";

    struct Tile {
        int row, column;
    };

    static Tile startOf(const vector<string>& level) {
        for (int row = 0; row < (int)level.size(); ++row) {
            size_t column = level[row].find('S');
            if (column != string::npos) return {row, (int)column};
        }
        throw invalid_argument("the level has no start");
    }

    // The next tile in a direction, or the same one if the way is blocked.
    static Tile moved(const vector<string>& level, Tile from, size_t direction) {
        static constexpr int DOWN[] = {-1, 0, 1, 0}, RIGHT[] = {0, 1, 0, -1};
        Tile next{from.row + DOWN[direction], from.column + RIGHT[direction]};
        bool inside = 0 <= next.row && next.row < (int)level.size() &&
                      0 <= next.column && next.column < (int)level[0].size();
        return inside && level[next.row][next.column] != '#' ? next : from;
    }

public:
    vector<vector<int>> deliveries(vector<string>& level, string& commands) {
        Tile robot = startOf(level);
        size_t heading = CLOCKWISE.find('>');
        vector<vector<bool>> served(level.size(), vector<bool>(level[0].size()));
        vector<vector<int>> result;
        for (char command : commands) {
            if (command == 'F') {
                robot = moved(level, robot, heading);
            } else {
                heading = (heading + (command == 'R' ? 1 : 3)) % 4;
            }

            size_t belt = CLOCKWISE.find(level[robot.row][robot.column]);
            if (belt != string_view::npos) robot = moved(level, robot, belt);

            if (level[robot.row][robot.column] == 'D' && !served[robot.row][robot.column]) {
                served[robot.row][robot.column] = true;
                result.push_back({robot.row, robot.column});
            }
        }
        return result;
    }
};
