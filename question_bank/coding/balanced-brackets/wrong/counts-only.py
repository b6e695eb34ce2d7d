# Counts each kind but ignores that brackets of different kinds must not cross.
def is_balanced(text):
    for opener, closer in ("()", "[]", "{}"):
        depth = 0
        for char in text:
            if char == opener:
                depth += 1
            elif char == closer:
                depth -= 1
            if depth < 0:
                return False
        if depth != 0:
            return False
    return True
