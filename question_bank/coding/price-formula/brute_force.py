# Splits the text at the operator that is applied last, and works both sides out in the same way.
def price(formula, values):
    return worked_out(formula.replace(" ", ""), values)


def worked_out(text, values):
    at = last_outside(text, "+-")
    if at is None:
        at = last_outside(text, "*/")
    if at is not None:
        left, right = worked_out(text[:at], values), worked_out(text[at + 1 :], values)
        if text[at] == "+":
            return left + right
        if text[at] == "-":
            return left - right
        if text[at] == "*":
            return left * right
        quotient = abs(left) // abs(right)
        return quotient if (left < 0) == (right < 0) else -quotient
    if text[0] == "-":
        return -worked_out(text[1:], values)
    if text[0] == "(":
        return worked_out(text[1:-1], values)
    return int(text) if text.isdigit() else values[text]


def last_outside(text, signs):
    """The place of the last of these operators that is not within brackets and has a value on its left."""
    depth = 0
    for at in range(len(text) - 1, 0, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0 and text[at] in signs and text[at - 1] not in "+-*/(":
            return at
    return None
