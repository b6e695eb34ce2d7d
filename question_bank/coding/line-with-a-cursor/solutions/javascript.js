class LineEditor {
  #left = []; // the characters before the cursor
  #right = []; // those behind it, the nearest one last
  #edits = []; // where each left the cursor, how many characters it added there, and which ones it removed

  typeText(text) {
    this.#left.push(...text);
    this.#edits.push({ cursor: this.#left.length, typed: text.length, erased: [] });
  }

  erase(count) {
    const erased = cut(this.#left, count);
    if (erased.length > 0) this.#edits.push({ cursor: this.#left.length, typed: 0, erased });
    return erased.length;
  }

  moveCursor(steps) {
    if (steps < 0) this.#right.push(...cut(this.#left, -steps).reverse());
    else this.#left.push(...cut(this.#right, steps).reverse());
    return this.#left.length;
  }

  undo() {
    const edit = this.#edits.pop();
    if (!edit) return false;
    this.moveCursor(edit.cursor - this.#left.length);
    cut(this.#left, edit.typed);
    this.#left.push(...edit.erased);
    return true;
  }

  view(width) {
    const before = this.#left.slice(-width);
    const behind = this.#right.slice(-width).reverse();
    return [...before, "|", ...behind].join("");
  }
}

/** Takes the top `count` items off a stack, or all if there are fewer; they keep their order. */
function cut(stack, count) {
  return stack.splice(Math.max(0, stack.length - count));
}
