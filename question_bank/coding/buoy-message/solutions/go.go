package main

import (
	"strconv"
	"strings"
	"unicode"
)

func unpack(packed string) string {
	var original strings.Builder
	start := 0 // of the number that is being read
	for at, char := range packed {
		if unicode.IsDigit(char) {
			continue
		}
		count := 1
		if start < at {
			count, _ = strconv.Atoi(packed[start:at])
		}
		original.WriteString(strings.Repeat(string(char), count))
		start = at + 1
	}
	return original.String()
}
