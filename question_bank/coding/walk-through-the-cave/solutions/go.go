package main

func bestWalk(root *TreeNode) int {
	best := root.Val

	// gain is the most that a walk can collect that starts in this chamber and only goes down.
	var gain func(chamber *TreeNode) int
	gain = func(chamber *TreeNode) int {
		if chamber == nil {
			return 0
		}
		left := max(0, gain(chamber.Left))
		right := max(0, gain(chamber.Right))
		best = max(best, left+chamber.Val+right)
		return chamber.Val + max(left, right)
	}

	gain(root)
	return best
}
