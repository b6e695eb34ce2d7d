package main

import "unicode"

func readsBothWays(text string) bool {
	left, right := 0, len(text)-1
	for left < right {
		front, back := rune(text[left]), rune(text[right]) // one byte each, because the text is ASCII
		switch {
		case !counts(front):
			left++
		case !counts(back):
			right--
		case unicode.ToLower(front) != unicode.ToLower(back):
			return false
		default:
			left++
			right--
		}
	}
	return true
}

func counts(char rune) bool {
	return unicode.IsLetter(char) || unicode.IsDigit(char)
}
