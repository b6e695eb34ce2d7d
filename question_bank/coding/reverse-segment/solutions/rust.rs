impl Solution {
    pub fn reverse_segment(head: Option<Box<ListNode>>, left: i32, right: i32) -> Option<Box<ListNode>> {
        let mut anchor = ListNode { val: 0, next: head };
        let mut before = &mut anchor;
        for _ in 1..left {
            before = before.next.as_mut().unwrap();
        }
        let mut first = before.next.take().unwrap();
        for _ in left..right {
            let mut moved = first.next.take().unwrap();
            first.next = moved.next.take();
            moved.next = before.next.take();
            before.next = Some(moved);
        }
        // The first node of the segment is its last one now, and goes behind the others.
        let mut end = before;
        while end.next.is_some() {
            end = end.next.as_mut().unwrap();
        }
        end.next = Some(first);
        anchor.next
    }
}
