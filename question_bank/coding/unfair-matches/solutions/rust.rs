use std::cell::RefCell;
use std::rc::Rc;

type Link = Option<Rc<RefCell<TreeNode>>>;

impl Solution {
    pub fn count_unfair(root: Option<Rc<RefCell<TreeNode>>>) -> i32 {
        side(&root).1
    }
}

/// The rounds of this part of the draw, and the number of unfair matches in it.
fn side(place: &Link) -> (i32, i32) {
    let Some(played) = place else {
        return (0, 0);
    };
    let played = played.borrow();
    let (left_rounds, left_unfair) = side(&played.left);
    let (right_rounds, right_unfair) = side(&played.right);
    let unfair = i32::from((left_rounds - right_rounds).abs() > 1);
    (left_rounds.max(right_rounds) + 1, left_unfair + right_unfair + unfair)
}
