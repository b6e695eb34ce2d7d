"use strict";
// Runs a candidate's JavaScript: waits on descriptor 3 for the code, loads it as a script, calls it case by case and
// answers on descriptor 4. Everything here shares its process with the candidate's code, so the host trusts none of it.

const fs = require("fs");
const vm = require("vm");

const FILE = process.env.COACH_FILE || "solution.js";
const PLACE = new RegExp(FILE.replace(".", "\\.") + ":(\\d+)(?::(\\d+))?");
const MOST_ITEMS = 2_000_000;
const DEEPEST = 100;
const LONGEST_ERROR = 500;
// So many repeats in any case; more of them only while all together are short.
const SURE_REPEATS = 3;
const SHORT_SECONDS = 0.05;
const write = fs.writeSync;
const cpuUsage = process.cpuUsage.bind(process);
const collectGarbage = globalThis.gc; // there with --expose-gc
const exit = process.reallyExit ? process.reallyExit.bind(process) : process.exit.bind(process);

class ListNode {
  constructor(val, next) {
    this.val = val === undefined ? 0 : val;
    this.next = next === undefined ? null : next;
  }
}

class TreeNode {
  constructor(val, left, right) {
    this.val = val === undefined ? 0 : val;
    this.left = left === undefined ? null : left;
    this.right = right === undefined ? null : right;
  }
}

/** A value that cannot be taken as the question's type; its message is for the candidate. */
class Unsuitable extends Error {}

/** What a translation throws of source that it cannot take. */
class Rejected extends Error {
  constructor(message, line) {
    super(message);
    this.line = line;
  }
}

/** The candidate's line for a place in what runs; another where the source was translated. */
let lineOf = (line) => line;

// Types are spelled as in a question; see docs/adding-a-language.md for the bytes.

function split(kind) {
  const open = kind.indexOf("<");
  if (open < 0) return [kind, ""];
  const outer = kind.slice(0, open);
  const inner = kind.slice(open + 1, -1);
  return [outer, outer === "map" ? inner.slice(inner.indexOf(",") + 1) : inner];
}

function itemKind(outer, inner) {
  if (outer === "binary_tree") return `optional<${inner}>`;
  return outer === "graph" ? "list<int>" : inner;
}

class Reader {
  constructor(data) {
    this.data = data;
    this.at = 0;
  }
  count() {
    this.at += 4;
    return this.data.readUInt32BE(this.at - 4);
  }
  double() {
    this.at += 8;
    return this.data.readDoubleBE(this.at - 8);
  }
  flag() {
    return this.data[this.at++] === 1;
  }
  text() {
    const length = this.count();
    this.at += length;
    return this.data.toString("utf8", this.at - length, this.at);
  }
  int() {
    this.at += 8;
    return this.data.readInt32BE(this.at - 8) * 4294967296 + this.data.readUInt32BE(this.at - 4);
  }
  value(kind) {
    const [outer, inner] = split(kind);
    switch (outer) {
      case "int":
        return this.int();
      case "long":
        this.at += 8;
        return this.data.readBigInt64BE(this.at - 8);
      case "float":
        return this.double();
      case "bool":
        return this.flag();
      case "string":
        return this.text();
      case "optional":
        return this.flag() ? this.value(inner) : null;
      case "map":
        return this.map(inner);
    }
    const items = this.items(itemKind(outer, inner));
    if (outer === "linked_list") return chain(items);
    return outer === "binary_tree" ? grow(items) : items;
  }
  items(kind) {
    const count = this.count();
    const items = new Array(count);
    if (kind === "int") for (let k = 0; k < count; k++) items[k] = this.int();
    else for (let k = 0; k < count; k++) items[k] = this.value(kind);
    return items;
  }
  map(inner) {
    const made = {};
    for (let count = this.count(); count > 0; count--) {
      const key = this.text();
      Object.defineProperty(made, key, { value: this.value(inner), enumerable: true, writable: true, configurable: true });
    }
    return made;
  }
}

function chain(values) {
  let head = null;
  for (let k = values.length - 1; k >= 0; k--) head = new ListNode(values[k], head);
  return head;
}

function grow(values) {
  if (!values.length || values[0] === null) return null;
  const root = new TreeNode(values[0]);
  const waiting = [root];
  for (let k = 1, parent = 0; k < values.length && parent < waiting.length; k++) {
    const node = values[k] === null ? null : new TreeNode(values[k]);
    if (k % 2) waiting[parent].left = node;
    else waiting[parent++].right = node;
    if (node) waiting.push(node);
  }
  return root;
}

class Writer {
  constructor() {
    this.buffer = Buffer.allocUnsafe(1 << 12);
    this.at = 0;
    this.left = MOST_ITEMS;
  }
  room(size) {
    if (this.at + size > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + size));
      this.buffer.copy(larger, 0, 0, this.at);
      this.buffer = larger;
    }
    this.at += size;
    return this.at - size;
  }
  spend(items) {
    this.left -= items;
    if (this.left < 0) throw new Unsuitable(`the returned value has over ${MOST_ITEMS} items`);
  }
  count(number) {
    const at = this.room(4);
    this.buffer.writeUInt32BE(number, at);
  }
  double(number) {
    const at = this.room(8);
    this.buffer.writeDoubleBE(number, at);
  }
  byte(number) {
    const at = this.room(1);
    this.buffer[at] = number;
  }
  text(value) {
    const data = Buffer.from(value, "utf8");
    this.count(data.length);
    const at = this.room(data.length);
    data.copy(this.buffer, at);
  }
  long(value) {
    const at = this.room(8);
    this.buffer.writeBigInt64BE(value, at);
  }
  value(kind, value, depth = 0) {
    const [outer, inner] = split(kind);
    if (depth > DEEPEST) throw new Unsuitable("the returned value is nested too deeply");
    switch (outer) {
      case "int":
      case "long":
        return this.long(integer(value));
      case "float":
        return this.double(typeof value === "bigint" ? Number(value) : expect(value, "number"));
      case "bool":
        return this.byte(expect(value, "boolean") ? 1 : 0);
      case "string":
        return this.text(expect(value, "string"));
      case "optional":
        this.byte(value === null || value === undefined ? 0 : 1);
        return value === null || value === undefined ? undefined : this.value(inner, value, depth + 1);
      case "map":
        return this.map(inner, value, depth);
    }
    let items = value;
    if (outer === "linked_list") items = this.chained(value);
    else if (outer === "binary_tree") items = this.levels(value);
    else if (!Array.isArray(value) && !ArrayBuffer.isView(value)) throw new Unsuitable(`returned ${name(value)} where an array is expected`);
    this.spend(items.length);
    this.count(items.length);
    const item = itemKind(outer, inner);
    for (let k = 0; k < items.length; k++) this.value(item, items[k], depth + 1);
  }
  map(inner, value, depth) {
    if (value === null || typeof value !== "object") throw new Unsuitable(`returned ${name(value)} where an object is expected`);
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    this.spend(entries.length);
    this.count(entries.length);
    for (const [key, item] of entries) {
      this.text(expect(key, "string"));
      this.value(inner, item, depth + 1);
    }
  }
  chained(head) {
    const values = [];
    const seen = new Set();
    for (let node = head ?? null; node !== null; node = node.next ?? null) {
      if (typeof node !== "object" || !("val" in node)) throw new Unsuitable(`returned ${name(node)} where a ListNode or null is expected`);
      if (seen.has(node)) throw new Unsuitable(`the returned linked list has a cycle after ${values.length} nodes`);
      this.spend(1);
      seen.add(node);
      values.push(node.val);
    }
    return values;
  }
  levels(root) {
    const values = [];
    const seen = new Set();
    const waiting = [root ?? null];
    for (let k = 0; k < waiting.length; k++) {
      const node = waiting[k];
      if (node === null) {
        values.push(null);
        continue;
      }
      if (typeof node !== "object" || !("val" in node)) throw new Unsuitable(`returned ${name(node)} where a TreeNode or null is expected`);
      if (seen.has(node)) throw new Unsuitable("a node occurs twice in the returned tree");
      this.spend(1);
      seen.add(node);
      values.push(node.val);
      waiting.push(node.left ?? null, node.right ?? null);
    }
    while (values.length && values[values.length - 1] === null) values.pop();
    return values;
  }
  taken() {
    return this.buffer.subarray(0, this.at);
  }
}

function integer(value) {
  if (typeof value === "bigint") {
    if (BigInt.asIntN(64, value) !== value) throw new Unsuitable("returned an integer of more than 64 bits");
    return value;
  }
  if (typeof value !== "number") throw new Unsuitable(`returned ${name(value)} where a number is expected`);
  if (!Number.isInteger(value)) throw new Unsuitable(`returned ${value} where a whole number is expected`);
  if (Math.abs(value) >= 2 ** 63) throw new Unsuitable("returned an integer of more than 64 bits");
  return BigInt(value);
}

function expect(value, type) {
  if (typeof value !== type) throw new Unsuitable(`returned ${name(value)} where a ${type} is expected`);
  return value;
}

function name(value) {
  if (value === null || value === undefined) return String(value);
  if (typeof value?.then === "function") return "a promise (the function must not be async)";
  if (Array.isArray(value)) return "an array";
  const type = typeof value === "object" ? value.constructor?.name ?? "object" : typeof value;
  return `${/^[aeiou]/i.test(type) ? "an" : "a"} ${type}`;
}

function camel(text) {
  return text.replace(/_+([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

// Frames: requests are a length and a body; answers a length, one letter and a body.

function take(length) {
  const taken = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; ) {
    const got = fs.readSync(3, taken, at, length - at, null);
    if (got === 0) exit(0);
    at += got;
  }
  return taken;
}

function receive() {
  return take(take(4).readUInt32BE(0));
}

function send(kind, body) {
  const head = Buffer.allocUnsafe(5);
  head.writeUInt32BE(body.length, 0);
  head[4] = kind.charCodeAt(0);
  const data = Buffer.concat([head, body]);
  for (let at = 0; at < data.length; ) at += write(4, data, at, data.length - at);
}

function failure(text, line) {
  const message = Buffer.from(String(text).slice(0, LONGEST_ERROR), "utf8");
  const body = Buffer.allocUnsafe(4 + message.length);
  body.writeInt32BE(line || 0, 0);
  message.copy(body, 4);
  return body;
}

function described(error) {
  let text = "an error that cannot be shown";
  let stack = "";
  try {
    if (error instanceof Error || (error && typeof error.stack === "string")) {
      text = error instanceof Unsuitable ? error.message : `${error.name}: ${error.message}`;
      stack = error instanceof Unsuitable ? "" : String(error.stack);
    } else {
      text = `threw ${String(error)}`;
    }
    if (error instanceof RangeError && /call stack/.test(error.message)) text = "RangeError: recursed too deeply (maximum call stack size exceeded)";
  } catch {
    // The candidate's own error object decides what it shows.
  }
  return failure(text, lineIn(stack));
}

function lineIn(stack) {
  const [found, line, column = Infinity] = stack.match(PLACE) ?? [];
  return found ? lineOf(Number(line), Number(column)) : 0;
}

function seconds() {
  const used = cpuUsage();
  return (used.user + used.system) / 1e6;
}

class Solution {
  constructor(entry, signature) {
    this.entry = entry;
    this.signature = signature;
  }
  answer(request) {
    const limit = request.readDoubleBE(0);
    const repeats = request.readUInt32BE(8);
    const began = seconds();
    try {
      let [least, writer] = this.once(request);
      for (let k = 1; k < repeats; k++) {
        const spent = seconds() - began;
        if (spent + 2 * least > limit || (k >= SURE_REPEATS && spent > SHORT_SECONDS)) break;
        least = Math.min(least, this.once(request)[0]);
      }
      writer.buffer.writeDoubleBE(least, 0);
      return ["R", writer.taken()];
    } catch (error) {
      return ["E", described(error)];
    }
  }
  once(request) {
    const reader = new Reader(request);
    reader.at = 12;
    const writer = new Writer();
    writer.double(0);
    const spent = this.signature.class_name ? this.operate(reader, writer) : this.call(reader, writer);
    return [spent, writer];
  }
  call(reader, writer) {
    const { params, returns } = this.signature;
    const given = params.map((each) => reader.value(each.type));
    const entry = this.entry;
    const began = seconds();
    const value = entry(...given);
    const spent = seconds() - began;
    if (returns === "void") writer.value(params[0].type, given[0]);
    else writer.value(returns, value);
    return spent;
  }
  operate(reader, writer) {
    const { methods, constructor } = this.signature;
    let target = null;
    let spent = 0;
    for (let count = reader.count(); count > 0; count--) {
      const position = reader.count();
      const method = position ? methods[position - 1] : null;
      const given = (method ? method.params : constructor).map((each) => reader.value(each.type));
      const began = seconds();
      const value = method ? target[camel(method.name)](...given) : new this.entry(...given);
      spent += seconds() - began;
      if (!method) target = value;
      else if (method.returns !== "void") writer.value(method.returns, value);
    }
    return spent;
  }
}

function load(prelude, translate) {
  const reader = new Reader(prelude);
  const source = reader.text();
  const driver = reader.text();
  const signature = JSON.parse(reader.text());
  const wanted = signature.class_name || camel(signature.function);
  let script;
  try {
    const translated = translate(source, driver);
    lineOf = translated.lineOf ?? lineOf;
    script = new vm.Script(translated.code, { filename: FILE });
  } catch (error) {
    if (error instanceof Rejected) return ["L", failure(error.message, error.line), null];
    return ["L", failure(`${error.name}: ${error.message}`, lineIn(String(error.stack))), null];
  }
  Object.assign(globalThis, { ListNode, TreeNode, require });
  globalThis.module = { exports: {} };
  globalThis.exports = globalThis.module.exports;
  try {
    script.runInThisContext();
    return found(wanted, signature);
  } catch (error) {
    return ["L", described(error), null];
  }
}

function found(wanted, signature) {
  const kind = signature.class_name ? "class" : "function";
  const exported = globalThis.module.exports;
  let entry = new vm.Script(`typeof ${wanted} === "undefined" ? undefined : ${wanted}`).runInThisContext();
  if (entry === undefined) entry = typeof exported === "function" && exported.name === wanted ? exported : exported?.[wanted];
  if (typeof entry !== "function") {
    const has = entry === undefined ? "it is not defined" : `it is ${name(entry)}`;
    return ["L", failure(`the ${kind} ${wanted} is expected; ${has}`, 0), null];
  }
  for (const method of signature.methods ?? []) {
    if (typeof entry.prototype?.[camel(method.name)] !== "function") {
      return ["L", failure(`the class ${wanted} needs a method ${camel(method.name)}`, 0), null];
    }
  }
  return ["O", Buffer.alloc(0), new Solution(entry, signature)];
}

/** Serve one job; `translate` makes JavaScript (`code`, `lineOf`) of the candidate's source, knowing the driver. */
function serve(translate = (code) => ({ code })) {
  warmUp();
  send("W", Buffer.alloc(0));
  let [kind, body, solution] = load(receive(), translate);
  // What a translation leaves behind is not the first case's to clear away.
  collectGarbage?.();
  for (;;) {
    send(kind, body);
    if (!solution) exit(0);
    [kind, body] = solution.answer(receive());
  }
}

/** Take every path once, so that the first case does not pay for it. */
function warmUp() {
  process.stdout.write("");
  process.stderr.write("");
  const script = new vm.Script("(a, b) => a.concat([b])", { filename: "warm-up.js" });
  const writer = new Writer();
  writer.value("list<list<int>>", [[1, 2], [3]]);
  writer.value("string", "x");
  const warm = new Solution(script.runInThisContext(), {
    params: [{ name: "a", type: "list<int>" }, { name: "b", type: "int" }],
    returns: "list<int>",
    methods: [],
  });
  const request = new Writer();
  request.double(1);
  request.count(1);
  request.value("list<int>", [1, 2, 3]);
  request.value("int", 4);
  for (let k = 0; k < 50; k++) warm.answer(Buffer.from(request.taken()));
}

module.exports = { serve, Rejected };
if (require.main === module) serve();
