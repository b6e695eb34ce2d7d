package main

import (
	"regexp"
	"strconv"
)

const negate = "~" // a minus sign with nothing on its left

var (
	tokens = regexp.MustCompile(`\d+|[a-z]+|[-+*/()]`)
	ranks  = map[string]int{"(": 0, "+": 1, "-": 1, "*": 2, "/": 2, negate: 3}
)

type calculator struct {
	operands []int
	waiting  []string // operators whose right side is not complete, and open brackets
}

func price(formula string, values map[string]int) int {
	var c calculator
	afterValue := false
	for _, token := range tokens.FindAllString(formula, -1) {
		rank, isSign := ranks[token]
		switch {
		case token == "(":
			c.waiting = append(c.waiting, token)
		case token == ")":
			c.applyWaiting(1)
			c.waiting = c.waiting[:len(c.waiting)-1]
		case token == "-" && !afterValue:
			c.waiting = append(c.waiting, negate)
		case isSign:
			c.applyWaiting(rank)
			c.waiting = append(c.waiting, token)
		default:
			value, known := values[token]
			if !known {
				value, _ = strconv.Atoi(token)
			}
			c.operands = append(c.operands, value)
		}
		afterValue = !isSign
	}
	c.applyWaiting(1)
	return c.operands[0]
}

// applyWaiting applies what binds at least as tightly as rank, back to the last open bracket.
func (c *calculator) applyWaiting(rank int) {
	for len(c.waiting) > 0 {
		last := len(c.waiting) - 1
		sign := c.waiting[last]
		if ranks[sign] < rank {
			return
		}
		c.waiting = c.waiting[:last]
		right := c.pop()
		if sign == negate {
			c.operands = append(c.operands, -right)
		} else {
			c.operands = append(c.operands, apply(sign, c.pop(), right))
		}
	}
}

func (c *calculator) pop() int {
	last := len(c.operands) - 1
	value := c.operands[last]
	c.operands = c.operands[:last]
	return value
}

func apply(sign string, left, right int) int {
	switch sign {
	case "+":
		return left + right
	case "-":
		return left - right
	case "*":
		return left * right
	default:
		return left / right
	}
}
