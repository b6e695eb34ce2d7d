package main

func daysUntilWarmer(temperatures []int) []int {
	waits := make([]int, len(temperatures))
	var waiting []int // days without an answer, never warmer from one to the next
	for today, temperature := range temperatures {
		for len(waiting) > 0 {
			day := waiting[len(waiting)-1]
			if temperatures[day] >= temperature {
				break
			}
			waits[day] = today - day
			waiting = waiting[:len(waiting)-1]
		}
		waiting = append(waiting, today)
	}
	return waits
}
