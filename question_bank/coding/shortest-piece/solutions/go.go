package main

func shortestPiece(tape string, letters string) string {
	var needed [26]int // below zero: the piece has more of this letter than it needs
	for _, letter := range letters {
		needed[letter-'a']++
	}
	missing := len(letters)
	best := ""
	left := 0
	for right := range len(tape) {
		letter := tape[right] - 'a'
		if needed[letter] > 0 {
			missing--
		}
		needed[letter]--
		if missing > 0 {
			continue
		}
		for needed[tape[left]-'a'] < 0 {
			needed[tape[left]-'a']++
			left++
		}
		if best == "" || right+1-left < len(best) {
			best = tape[left : right+1] // shares its bytes with the tape
		}
	}
	return best
}
