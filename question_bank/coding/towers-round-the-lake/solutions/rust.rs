impl Solution {
    pub fn catching_towers(heights: Vec<i32>) -> Vec<i32> {
        let count = heights.len();
        let mut catchers = vec![-1; count];
        let mut waiting: Vec<usize> = Vec::new(); // towers without an answer, never higher from one to the next
        for place in 0..2 * count {
            let tower = place % count;
            while let Some(&sender) = waiting.last() {
                if heights[sender] >= heights[tower] {
                    break;
                }
                catchers[sender] = tower as i32;
                waiting.pop();
            }
            if place < count {
                waiting.push(tower);
            }
        }
        catchers
    }
}
