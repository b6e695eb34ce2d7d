use std::cell::RefCell;
use std::rc::Rc;

type Link = Option<Rc<RefCell<TreeNode>>>;

impl Solution {
    pub fn common_manager(root: Option<Rc<RefCell<TreeNode>>>, first: i32, second: i32) -> i32 {
        lowest(&root, first, second).expect("both people are in the chart")
    }
}

/// The answer if this part of the chart holds both; if it holds one of them, that one; else nothing.
fn lowest(person: &Link, first: i32, second: i32) -> Option<i32> {
    let person = person.as_ref()?.borrow();
    if person.val == first || person.val == second {
        return Some(person.val);
    }
    match (lowest(&person.left, first, second), lowest(&person.right, first, second)) {
        (Some(_), Some(_)) => Some(person.val),
        (left, right) => left.or(right),
    }
}
