import operator
import re

TOKEN = re.compile(r"\d+|[a-z]+|[-+*/()^]")
NEGATE = "~"
RANKS = {"(": 0, "+": 1, "-": 1, "*": 2, "/": 2, NEGATE: 3, "^": 4}
OPERATIONS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda left, right: int(left / right),
    "^": operator.pow,
}


def price(formula, values):
    operands = []
    waiting = []

    def apply_waiting(rank):
        while waiting and RANKS[waiting[-1]] >= rank:
            sign = waiting.pop()
            right = operands.pop()
            operands.append(-right if sign == NEGATE else OPERATIONS[sign](operands.pop(), right))

    after_value = False
    for token in TOKEN.findall(formula):
        if token == "(":
            waiting.append(token)
        elif token == ")":
            apply_waiting(RANKS["+"])
            waiting.pop()
        elif token == "-" and not after_value:
            waiting.append(NEGATE)
        elif token in OPERATIONS:
            if token != "^":
                apply_waiting(RANKS[token])
            waiting.append(token)
        else:
            operands.append(int(token) if token.isdigit() else values[token])
        after_value = token == ")" or token.isalnum()
    apply_waiting(RANKS["+"])
    return operands.pop()
