# Pops without asking whether anything is open: an early closing bracket raises IndexError.
def is_balanced(text):
    opener_of = {")": "(", "]": "[", "}": "{"}
    stack = []
    for char in text:
        if char in "([{":
            stack.append(char)
        elif char in opener_of and stack.pop() != opener_of[char]:
            return False
    return not stack
