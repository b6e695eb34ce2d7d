package main

func widestLevel(root *TreeNode) int {
	best := 0
	row := []*TreeNode{root}
	if root == nil {
		row = nil
	}
	for len(row) > 0 {
		best = max(best, len(row))
		var below []*TreeNode
		for _, parent := range row {
			for _, child := range []*TreeNode{parent.Left, parent.Right} {
				if child != nil {
					below = append(below, child)
				}
			}
		}
		row = below
	}
	return best
}
