use std::iter::successors;

impl Solution {
    pub fn uncouple(mut head: Option<Box<ListNode>>, k: i32) -> Option<Box<ListNode>> {
        // Two walks: a scout cannot read the list while another reference is about to change it.
        let length = successors(head.as_deref(), |wagon| wagon.next.as_deref()).count();
        let mut link = &mut head;
        for _ in 0..length - k as usize {
            link = &mut link.as_mut().unwrap().next;
        }
        *link = link.take().and_then(|wagon| wagon.next);
        head
    }
}
