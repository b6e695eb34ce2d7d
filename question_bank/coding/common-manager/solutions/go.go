package main

func commonManager(root *TreeNode, first int, second int) int {
	return lowest(root, first, second).Val
}

// lowest gives the answer if this part of the chart holds both; if it holds one of them, that one; else nil.
func lowest(person *TreeNode, first, second int) *TreeNode {
	if person == nil || person.Val == first || person.Val == second {
		return person
	}
	left := lowest(person.Left, first, second)
	right := lowest(person.Right, first, second)
	switch {
	case left == nil:
		return right
	case right == nil:
		return left
	default:
		return person
	}
}
