# Puts a 0 before a minus sign at the beginning of the formula or of a bracket, and forgets "2 * -3".
import operator
import re

TOKEN = re.compile(r"\d+|[a-z]+|[-+*/()]")
RANKS = {"(": 0, "+": 1, "-": 1, "*": 2, "/": 2}
OPERATIONS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda left, right: int(left / right),  # towards zero
}


def price(formula, values):
    operands = []
    waiting = []  # operators whose right side is not complete, and open brackets

    def apply_waiting(rank):
        """Applies what binds at least as tightly as the rank, back to the last open bracket."""
        while waiting and RANKS[waiting[-1]] >= rank:
            sign = waiting.pop()
            right = operands.pop()
            operands.append(OPERATIONS[sign](operands.pop(), right))

    formula = formula.replace(" ", "").replace("(-", "(0-")
    if formula.startswith("-"):
        formula = "0" + formula
    for token in TOKEN.findall(formula):
        if token == "(":
            waiting.append(token)
        elif token == ")":
            apply_waiting(RANKS["+"])
            waiting.pop()
        elif token in OPERATIONS:
            apply_waiting(RANKS[token])
            waiting.append(token)
        else:
            operands.append(int(token) if token.isdigit() else values[token])
    apply_waiting(RANKS["+"])
    return operands.pop()
