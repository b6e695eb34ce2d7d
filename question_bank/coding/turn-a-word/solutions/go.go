package main

// patterns returns the word with a star in each of its places. Words with a pattern in common are one move apart.
func patterns(word string) []string {
	result := make([]string, len(word))
	for at := range len(word) {
		result[at] = word[:at] + "*" + word[at+1:]
	}
	return result
}

func fewestChanges(words []string, start string, goal string) int {
	matching := map[string][]string{}
	for _, word := range words {
		for _, pattern := range patterns(word) {
			matching[pattern] = append(matching[pattern], word)
		}
	}

	moves := map[string]int{start: 0}
	queue := []string{start}
	for len(queue) > 0 {
		word := queue[0]
		queue = queue[1:]
		if word == goal {
			return moves[word]
		}
		for _, pattern := range patterns(word) {
			for _, following := range matching[pattern] {
				if _, reached := moves[following]; !reached {
					moves[following] = moves[word] + 1
					queue = append(queue, following)
				}
			}
			delete(matching, pattern) // all of its words have been reached
		}
	}
	return -1
}
