impl Solution {
    pub fn exact_vouchers(mut vouchers: Vec<i32>, bill: i32) -> Vec<Vec<i32>> {
        vouchers.sort_unstable();
        let mut found = Vec::new();
        extend(&vouchers, bill, &mut Vec::new(), &mut found);
        found
    }
}

/// Finds all selections that begin with what is chosen and go on with some of `amounts`, which ascend.
fn extend(amounts: &[i32], missing: i32, chosen: &mut Vec<i32>, found: &mut Vec<Vec<i32>>) {
    if missing == 0 {
        found.push(chosen.clone());
        return;
    }
    for (at, &amount) in amounts.iter().enumerate() {
        if amount > missing {
            break; // all that follow are at least as large
        }
        if at > 0 && amount == amounts[at - 1] {
            continue; // the same amount was tried in this place just before
        }
        chosen.push(amount);
        extend(&amounts[at + 1..], missing - amount, chosen, found);
        chosen.pop();
    }
}
