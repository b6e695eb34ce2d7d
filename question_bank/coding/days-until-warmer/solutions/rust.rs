impl Solution {
    pub fn days_until_warmer(temperatures: Vec<i32>) -> Vec<i32> {
        let mut waits = vec![0; temperatures.len()];
        let mut waiting: Vec<usize> = Vec::new(); // days without an answer, never warmer from one to the next
        for (today, &temperature) in temperatures.iter().enumerate() {
            while let Some(&day) = waiting.last() {
                if temperatures[day] >= temperature {
                    break;
                }
                waits[day] = (today - day) as i32;
                waiting.pop();
            }
            waiting.push(today);
        }
        waits
    }
}
