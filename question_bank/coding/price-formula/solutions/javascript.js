const NEGATE = "~"; // a minus sign with nothing on its left
const RANKS = { "(": 0, "+": 1, "-": 1, "*": 2, "/": 2, [NEGATE]: 3 };
const OPERATIONS = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => Math.trunc(left / right),
};

function price(formula, values) {
  const operands = [];
  const waiting = []; // operators whose right side is not complete, and open brackets

  // Applies what binds at least as tightly as the rank, back to the last open bracket.
  const applyWaiting = (rank) => {
    while (waiting.length > 0 && RANKS[waiting.at(-1)] >= rank) {
      const sign = waiting.pop();
      const right = operands.pop();
      operands.push(sign === NEGATE ? -right : OPERATIONS[sign](operands.pop(), right));
    }
  };

  let afterValue = false;
  for (const [token] of formula.matchAll(/\d+|[a-z]+|[-+*/()]/g)) {
    const isValue = /^[\da-z]/.test(token);
    if (isValue) {
      operands.push(token in values ? values[token] : Number(token));
    } else if (token === "(") {
      waiting.push(token);
    } else if (token === ")") {
      applyWaiting(1);
      waiting.pop();
    } else if (token === "-" && !afterValue) {
      waiting.push(NEGATE);
    } else {
      applyWaiting(RANKS[token]);
      waiting.push(token);
    }
    afterValue = isValue || token === ")";
  }
  applyWaiting(1);
  return operands.pop() + 0; // which turns -0 into 0
}
