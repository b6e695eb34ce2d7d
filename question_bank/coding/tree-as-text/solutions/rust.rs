use std::cell::RefCell;
use std::rc::Rc;

type Link = Option<Rc<RefCell<TreeNode>>>;

struct TreeArchive;

impl TreeArchive {
    pub fn new() -> Self {
        TreeArchive
    }

    pub fn write(&self, root: Link) -> String {
        let mut text = String::new();
        let mut waiting = vec![root];
        while let Some(link) = waiting.pop() {
            let Some(node) = link else {
                text.push('-');
                continue;
            };
            let node = node.borrow();
            text.push_str(&node.val.len().to_string());
            text.push(':');
            text.push_str(&node.val);
            waiting.push(node.right.clone());
            waiting.push(node.left.clone());
        }
        text
    }

    pub fn read(&self, text: String) -> Link {
        // From the end, both subtrees of a node are complete before the node itself is met.
        let mut built: Vec<Link> = Vec::new();
        for label in labels_of(&text).into_iter().rev() {
            let link = label.map(|label| {
                let mut node = TreeNode::new(label.to_string());
                node.left = built.pop().flatten();
                node.right = built.pop().flatten();
                Rc::new(RefCell::new(node))
            });
            built.push(link);
        }
        built.pop().flatten()
    }
}

/// The labels in the order of the text, None for a missing subtree.
fn labels_of(text: &str) -> Vec<Option<&str>> {
    let mut labels = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('-') {
            labels.push(None);
            rest = after;
            continue;
        }
        let (digits, after) = rest.split_once(':').expect("a colon follows every length");
        let (label, after) = after.split_at(digits.parse().expect("a length is a number"));
        labels.push(Some(label));
        rest = after;
    }
    labels
}
