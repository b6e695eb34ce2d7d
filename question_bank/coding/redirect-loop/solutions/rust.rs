impl Solution {
    pub fn loop_entry(successors: Vec<i32>, start: i32) -> i32 {
        // None behind the end of the chain, which is written as -1.
        let step = |id: usize| usize::try_from(successors[id]).ok();
        let start = start as usize;
        let Some(mut ahead) = meeting_place(step, start) else {
            return -1;
        };
        // From here the entry is as many steps away as it is from the start, apart from full rounds.
        let mut behind = start;
        while ahead != behind {
            ahead = successors[ahead] as usize;
            behind = successors[behind] as usize;
        }
        behind as i32
    }
}

/// Where a walker of double speed catches up with a slow one, if the chain does not end before.
fn meeting_place(step: impl Fn(usize) -> Option<usize>, start: usize) -> Option<usize> {
    let (mut slow, mut fast) = (start, start);
    loop {
        fast = step(step(fast)?)?;
        slow = step(slow)?;
        if slow == fast {
            return Some(slow);
        }
    }
}
