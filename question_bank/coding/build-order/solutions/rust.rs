impl Solution {
    pub fn min_rounds(task_count: i32, needs: Vec<Vec<i32>>) -> i32 {
        let task_count = task_count as usize;
        let mut waiting_for = vec![0; task_count];
        let mut unlocks = vec![Vec::new(); task_count];
        for pair in &needs {
            let (task, prerequisite) = (pair[0] as usize, pair[1] as usize);
            waiting_for[task] += 1;
            unlocks[prerequisite].push(task);
        }

        let mut ready: Vec<usize> = (0..task_count).filter(|&task| waiting_for[task] == 0).collect();
        let mut rounds = 0;
        let mut finished = 0;
        while !ready.is_empty() {
            rounds += 1;
            finished += ready.len();
            let mut following = Vec::new();
            for done in ready {
                for &task in &unlocks[done] {
                    waiting_for[task] -= 1;
                    if waiting_for[task] == 0 {
                        following.push(task);
                    }
                }
            }
            ready = following;
        }
        if finished == task_count {
            rounds
        } else {
            -1
        }
    }
}
