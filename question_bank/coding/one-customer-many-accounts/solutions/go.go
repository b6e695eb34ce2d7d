package main

// forest links every account to a smaller one of the same customer, or to itself.
type forest []int

func (f forest) root(account int) int {
	for f[account] != account {
		f[account] = f[f[account]]
		account = f[account]
	}
	return account
}

func (f forest) join(details []string) {
	firstWith := map[string]int{}
	for account, detail := range details {
		if detail == "" {
			continue
		}
		earlier, known := firstWith[detail]
		if !known {
			firstWith[detail] = account
			continue
		}
		one, other := f.root(account), f.root(earlier)
		f[max(one, other)] = min(one, other)
	}
}

func sameCustomers(emails []string, addresses []string) [][]int {
	parents := make(forest, len(emails))
	for account := range parents {
		parents[account] = account
	}
	parents.join(emails)
	parents.join(addresses)

	customers := [][]int{}
	customerOf := map[int]int{} // by root
	for account := range parents {
		first := parents.root(account)
		if first == account {
			customerOf[first] = len(customers)
			customers = append(customers, nil)
		}
		customer := customerOf[first]
		customers[customer] = append(customers[customer], account)
	}
	return customers
}
