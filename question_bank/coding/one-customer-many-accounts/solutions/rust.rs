use std::collections::{BTreeMap, HashMap};

/// Every account with a smaller one of the same customer, or with itself.
struct Forest(Vec<usize>);

impl Forest {
    fn root(&mut self, mut account: usize) -> usize {
        while self.0[account] != account {
            self.0[account] = self.0[self.0[account]];
            account = self.0[account];
        }
        account
    }

    fn join(&mut self, details: &[String]) {
        let mut first_with: HashMap<&str, usize> = HashMap::new();
        for (account, detail) in details.iter().enumerate() {
            if detail.is_empty() {
                continue;
            }
            let earlier = *first_with.entry(detail).or_insert(account);
            let (one, other) = (self.root(account), self.root(earlier));
            self.0[one.max(other)] = one.min(other);
        }
    }
}

impl Solution {
    pub fn same_customers(emails: Vec<String>, addresses: Vec<String>) -> Vec<Vec<i32>> {
        let mut parents = Forest((0..emails.len()).collect());
        parents.join(&emails);
        parents.join(&addresses);

        let mut customers: BTreeMap<usize, Vec<i32>> = BTreeMap::new();
        for account in 0..emails.len() {
            customers.entry(parents.root(account)).or_default().push(account as i32);
        }
        customers.into_values().collect()
    }
}
