impl Solution {
    pub fn merge_lists(
        mut one: Option<Box<ListNode>>,
        mut other: Option<Box<ListNode>>,
    ) -> Option<Box<ListNode>> {
        let mut merged = None;
        let mut last = &mut merged; // the link that the next node goes into
        while let (Some(first), Some(second)) = (&one, &other) {
            let source = if first.val <= second.val { &mut one } else { &mut other };
            let mut node = source.take().unwrap();
            *source = node.next.take();
            last = &mut last.insert(node).next;
        }
        *last = one.or(other);
        merged
    }
}
