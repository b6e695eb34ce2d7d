use std::cell::RefCell;
use std::rc::Rc;

type Link = Option<Rc<RefCell<TreeNode>>>;

impl Solution {
    pub fn best_walk(root: Option<Rc<RefCell<TreeNode>>>) -> i32 {
        let mut best = i32::MIN;
        gain(&root, &mut best);
        best
    }
}

/// The most that a walk can collect that starts in this chamber and only goes down.
fn gain(link: &Link, best: &mut i32) -> i32 {
    let Some(chamber) = link else {
        return 0;
    };
    let chamber = chamber.borrow();
    let left = gain(&chamber.left, best).max(0);
    let right = gain(&chamber.right, best).max(0);
    *best = (*best).max(left + chamber.val + right);
    chamber.val + left.max(right)
}
