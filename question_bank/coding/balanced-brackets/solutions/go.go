package main

var openerOf = map[rune]rune{')': '(', ']': '[', '}': '{'}

func isBalanced(text string) bool {
	var pending []rune
	for _, char := range text {
		opener, closes := openerOf[char]
		if !closes {
			pending = append(pending, char)
			continue
		}
		last := len(pending) - 1
		if last < 0 || pending[last] != opener {
			return false
		}
		pending = pending[:last]
	}
	return len(pending) == 0
}
