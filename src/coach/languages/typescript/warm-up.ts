// Checked before the candidate's code is there, so that the compiler has seen a bit of everything that solutions use.
// What is behind `const wrong` are errors, on purpose.

interface Item<T> {
  key: number;
  value: T;
  next?: Item<T> | null;
}

type Pair = [number, string];

enum Colour {
  Red,
  Green = "green",
}

export class Store<T> {
  static made = 0;
  #entries = new Map<number, Item<T>>();
  private readonly order: number[] = [];

  constructor(private readonly capacity: number, public name: string = "store") {
    Store.made++;
  }

  get size(): number {
    return this.#entries.size;
  }

  put(key: number, value: T): void {
    const item = this.#entries.get(key) ?? { key, value, next: null };
    this.#entries.set(key, { ...item, value });
    if (this.size > this.capacity) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest);
    }
    this.order.push(key);
  }

  *walk(): Generator<Pair> {
    for (const [key, item] of this.#entries) yield [key, `${item.value}:${this.name}`];
  }
}

function twoSum(nums: number[], target: number): number[] {
  const seen: Record<string, number> = {};
  for (let k = 0; k < nums.length; k++) {
    const other = seen[target - nums[k]];
    if (other !== undefined && typeof other === "number") return [other, k];
    seen[nums[k]] = k;
  }
  throw new Error("none");
}

function words(text: string, colour?: Colour): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  text.split(/\s+/).forEach((word, at) => {
    const places = found.get(word) || new Set<number>();
    found.set(word, places.add(at + (colour === Colour.Red ? 1 : 0)));
  });
  const sorted = [...found.entries()].sort(([a], [b]) => a.localeCompare(b)).filter(([word]) => word.length > 1);
  return new Map(sorted);
}

const grid = Array.from({ length: 3 }, (_, row) => new Array<number>(3).fill(row));
const total = grid.flat().map((value) => Math.max(value, 1)).reduce((sum, value) => sum + value, 0);
const walk = (row: number, seen: boolean[][]): bigint => {
  switch (row) {
    case 0:
      return 1n;
    default:
      while (row-- > 0 && !seen[row][0]) seen[row][0] = true;
  }
  try {
    return row < 0 ? 0n : BigInt(total) * walk(row, seen);
  } catch (error) {
    console.log("failed", (error as Error).message, Object.entries(grid).length, parseInt("12", 10));
    return BigInt(twoSum([1, 2], 3)[0]);
  }
};
let first: ListNode | null = new ListNode(1);
while (first !== null) first = first.next;
let root: TreeNode | null = new TreeNode(1), waiting: TreeNode[] = [root];
for (const node of waiting) waiting.push(...[node.left, node.right].filter((each): each is TreeNode => each !== null));

const wrong: string = total.size;
first.next = words(1)["a"];
root.left.val = undeclared;
