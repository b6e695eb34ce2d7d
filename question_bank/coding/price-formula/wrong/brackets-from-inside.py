# Right, but replaces one innermost bracket after the other by its value in the text, and reads it from the start each time.
import operator
import re

TOKEN = re.compile(r"\d+|[a-z]+|[-+*/]")
NEGATE = "~"  # a minus sign with nothing on its left
RANKS = {"+": 1, "-": 1, "*": 2, "/": 2, NEGATE: 3}
OPERATIONS = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda left, right: int(left / right),  # towards zero
}


def price(formula, values):
    while "(" in formula:
        for at, sign in enumerate(formula):
            if sign == "(":
                start = at
            elif sign == ")":
                break
        result = without_brackets(formula[start + 1 : at], values)
        formula = formula[:start] + str(result) + formula[at + 1 :]
    return without_brackets(formula, values)


def without_brackets(formula, values):
    operands = []
    waiting = []  # operators whose right side is not complete

    def apply_waiting(rank):
        """Applies what binds at least as tightly as the rank."""
        while waiting and RANKS[waiting[-1]] >= rank:
            sign = waiting.pop()
            right = operands.pop()
            operands.append(-right if sign == NEGATE else OPERATIONS[sign](operands.pop(), right))

    after_value = False
    for token in TOKEN.findall(formula):
        if token == "-" and not after_value:
            waiting.append(NEGATE)
        elif token in OPERATIONS:
            apply_waiting(RANKS[token])
            waiting.append(token)
        else:
            operands.append(int(token) if token.isdigit() else values[token])
        after_value = token.isalnum()
    apply_waiting(RANKS["+"])
    return operands.pop()
