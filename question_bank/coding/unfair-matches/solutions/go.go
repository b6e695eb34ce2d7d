package main

func countUnfair(root *TreeNode) int {
	_, unfair := side(root)
	return unfair
}

// side gives the rounds of this part of the draw, and the number of unfair matches in it.
func side(match *TreeNode) (rounds, unfair int) {
	if match == nil {
		return 0, 0
	}
	leftRounds, leftUnfair := side(match.Left)
	rightRounds, rightUnfair := side(match.Right)
	unfair = leftUnfair + rightUnfair
	if max(leftRounds, rightRounds)-min(leftRounds, rightRounds) > 1 {
		unfair++
	}
	return max(leftRounds, rightRounds) + 1, unfair
}
