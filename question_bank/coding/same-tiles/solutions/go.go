package main

// tiles holds how often each letter from a to z occurs.
type tiles [26]uint8

func tilesOf(word string) tiles {
	var counts tiles
	for _, letter := range []byte(word) {
		counts[letter-'a']++
	}
	return counts
}

func groupWords(words []string) [][]string {
	groups := map[tiles][]string{}
	for _, word := range words {
		key := tilesOf(word)
		groups[key] = append(groups[key], word)
	}

	result := make([][]string, 0, len(groups))
	for _, group := range groups {
		result = append(result, group)
	}
	return result
}
