package main

import "math"

func isSearchTree(root *TreeNode) bool {
	previous := math.MinInt
	var waiting []*TreeNode // nodes whose left side is being walked
	node := root
	for node != nil || len(waiting) > 0 {
		for ; node != nil; node = node.Left {
			waiting = append(waiting, node)
		}
		last := len(waiting) - 1
		node, waiting = waiting[last], waiting[:last]
		if node.Val <= previous {
			return false
		}
		previous = node.Val
		node = node.Right
	}
	return true
}
