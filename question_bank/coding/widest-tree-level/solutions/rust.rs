use std::cell::RefCell;
use std::rc::Rc;

impl Solution {
    pub fn widest_level(root: Option<Rc<RefCell<TreeNode>>>) -> i32 {
        let mut best = 0;
        let mut row: Vec<Rc<RefCell<TreeNode>>> = root.into_iter().collect();
        while !row.is_empty() {
            best = best.max(row.len());
            let mut below = Vec::new();
            for node in row {
                let node = node.borrow();
                below.extend(node.left.clone());
                below.extend(node.right.clone());
            }
            row = below;
        }
        best as i32
    }
}
