package main

func reverseSegment(head *ListNode, left int, right int) *ListNode {
	anchor := &ListNode{Next: head}
	before := anchor
	for range left - 1 {
		before = before.Next
	}
	first := before.Next
	for range right - left {
		moved := first.Next
		first.Next = moved.Next
		moved.Next = before.Next
		before.Next = moved
	}
	return anchor.Next
}
