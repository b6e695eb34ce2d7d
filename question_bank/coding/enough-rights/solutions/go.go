package main

func countAdmitted(granted []int, revoked []int, required int) int {
	admitted := 0
	for account, given := range granted {
		held := given &^ revoked[account]
		if held&required == required {
			admitted++
		}
	}
	return admitted
}
