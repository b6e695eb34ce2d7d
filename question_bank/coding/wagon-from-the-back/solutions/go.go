package main

func uncouple(head *ListNode, k int) *ListNode {
	scout := head
	for range k {
		scout = scout.Next
	}
	link := &head // leads to the wagon k places behind the scout
	for ; scout != nil; scout = scout.Next {
		link = &(*link).Next
	}
	*link = (*link).Next
	return head
}
