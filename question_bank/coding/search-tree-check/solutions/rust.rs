use std::cell::RefCell;
use std::rc::Rc;

impl Solution {
    pub fn is_search_tree(root: Option<Rc<RefCell<TreeNode>>>) -> bool {
        let mut previous: Option<i32> = None;
        let mut waiting = Vec::new(); // nodes whose left side is being walked
        let mut node = root;
        loop {
            while let Some(parent) = node {
                node = parent.borrow().left.clone();
                waiting.push(parent);
            }
            let Some(current) = waiting.pop() else {
                return true;
            };
            let current = current.borrow();
            if previous.is_some_and(|value| current.val <= value) {
                return false;
            }
            previous = Some(current.val);
            node = current.right.clone();
        }
    }
}
