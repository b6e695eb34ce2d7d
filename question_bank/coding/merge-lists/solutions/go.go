package main

func mergeLists(one *ListNode, other *ListNode) *ListNode {
	var anchor ListNode
	last := &anchor
	for one != nil && other != nil {
		if one.Val <= other.Val {
			last.Next, one = one, one.Next
		} else {
			last.Next, other = other, other.Next
		}
		last = last.Next
	}
	if one != nil {
		last.Next = one
	} else {
		last.Next = other
	}
	return anchor.Next
}
