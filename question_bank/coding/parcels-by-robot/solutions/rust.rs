use std::collections::HashSet;

const CLOCKWISE: [u8; 4] = *b"^>v<";
const STEPS: [(i32, i32); 4] = [(-1, 0), (0, 1), (1, 0), (0, -1)];

type Tile = (i32, i32);

struct Level {
    lines: Vec<String>,
}

impl Level {
    /// What is on a tile; everything outside of the level is a wall.
    fn at(&self, (row, column): Tile) -> u8 {
        let line = usize::try_from(row).ok().and_then(|row| self.lines.get(row));
        let column = usize::try_from(column).ok();
        line.zip(column).and_then(|(line, column)| line.as_bytes().get(column).copied()).unwrap_or(b'#')
    }

    fn start(&self) -> Tile {
        let found = (0..).zip(&self.lines).find_map(|(row, line)| Some((row, line.find('S')? as i32)));
        found.expect("every level has a start")
    }

    /// The next tile in a direction, or the same one if the way is blocked.
    fn moved(&self, from: Tile, direction: usize) -> Tile {
        let (down, right) = STEPS[direction];
        let next = (from.0 + down, from.1 + right);
        if self.at(next) == b'#' { from } else { next }
    }
}

impl Solution {
    pub fn deliveries(level: Vec<String>, commands: String) -> Vec<Vec<i32>> {
        let level = Level { lines: level };
        let mut robot = level.start();
        let mut heading = 1; // to the right
        let mut served = HashSet::new();
        let mut result = Vec::new();
        for command in commands.chars() {
            match command {
                'L' => heading = (heading + 3) % 4,
                'R' => heading = (heading + 1) % 4,
                _ => robot = level.moved(robot, heading),
            }
            if let Some(belt) = CLOCKWISE.iter().position(|&sign| sign == level.at(robot)) {
                robot = level.moved(robot, belt);
            }
            if level.at(robot) == b'D' && served.insert(robot) {
                result.push(vec![robot.0, robot.1]);
            }
        }
        result
    }
}
