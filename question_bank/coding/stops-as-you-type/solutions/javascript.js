class Node {
  children = new Map();
  best = []; // the words to suggest for this beginning, the best first
}

class StopFinder {
  #limit;
  #root = new Node();
  #totals = new Map();

  constructor(limit) {
    this.#limit = limit;
  }

  add(word, weight) {
    this.#totals.set(word, (this.#totals.get(word) ?? 0) + weight);
    let node = this.#root;
    this.#rank(node, word);
    for (const letter of word) {
      if (!node.children.has(letter)) node.children.set(letter, new Node());
      node = node.children.get(letter);
      this.#rank(node, word);
    }
  }

  suggest(prefix) {
    let node = this.#root;
    for (const letter of prefix) {
      node = node.children.get(letter);
      if (!node) return [];
    }
    return [...node.best];
  }

  // Totals only grow, so besides the word itself no other one can come into the suggestions of a node.
  #rank(node, word) {
    if (!node.best.includes(word)) node.best.push(word);
    node.best.sort((a, b) => this.#totals.get(b) - this.#totals.get(a) || (a < b ? -1 : 1));
    node.best.splice(this.#limit);
  }
}
