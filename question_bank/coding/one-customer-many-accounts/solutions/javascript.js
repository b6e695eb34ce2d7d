function sameCustomers(emails, addresses) {
  const parents = emails.map((_, account) => account);
  const root = (account) => {
    while (parents[account] !== account) {
      parents[account] = parents[parents[account]];
      account = parents[account];
    }
    return account;
  };

  for (const details of [emails, addresses]) {
    const firstWith = new Map();
    for (const [account, detail] of details.entries()) {
      if (detail === "") continue;
      if (!firstWith.has(detail)) {
        firstWith.set(detail, account);
        continue;
      }
      const one = root(account);
      const other = root(firstWith.get(detail));
      parents[Math.max(one, other)] = Math.min(one, other);
    }
  }

  const customers = new Map(); // in the order of their first accounts
  for (let account = 0; account < emails.length; account++) {
    const first = root(account);
    if (first === account) customers.set(first, []);
    customers.get(first).push(account);
  }
  return [...customers.values()];
}
