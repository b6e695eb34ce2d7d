# Applies one waiting operator at most before the next one is put on the stack.
import operator
import re

TOKEN = re.compile(r"\d+|[a-z]+|[-+*/()]")
NEGATE = "~"  # a minus sign with nothing on its left
RANKS = {"(": 0, "+": 1, "-": 1, "*": 2, "/": 2, NEGATE: 3}
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
        if waiting and RANKS[waiting[-1]] >= rank:
            sign = waiting.pop()
            right = operands.pop()
            operands.append(-right if sign == NEGATE else OPERATIONS[sign](operands.pop(), right))

    after_value = False
    for token in TOKEN.findall(formula):
        if token == "(":
            waiting.append(token)
        elif token == ")":
            while waiting[-1] != "(":
                apply_waiting(RANKS["+"])
            waiting.pop()
        elif token == "-" and not after_value:
            waiting.append(NEGATE)
        elif token in OPERATIONS:
            apply_waiting(RANKS[token])
            waiting.append(token)
        else:
            operands.append(int(token) if token.isdigit() else values[token])
        after_value = token == ")" or token.isalnum()
    while waiting:
        apply_waiting(RANKS["+"])
    return operands.pop()
