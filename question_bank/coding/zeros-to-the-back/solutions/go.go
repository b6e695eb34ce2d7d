package main

func moveZeros(readings []int) {
	kept := 0
	for _, reading := range readings {
		if reading != 0 {
			readings[kept] = reading // never ahead of the reading that is looked at
			kept++
		}
	}
	clear(readings[kept:])
}
