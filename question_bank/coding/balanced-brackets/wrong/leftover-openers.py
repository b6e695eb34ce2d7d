# Never looks at what is still open when the text ends.
def is_balanced(text):
    opener_of = {")": "(", "]": "[", "}": "{"}
    stack = []
    for char in text:
        if char in "([{":
            stack.append(char)
        elif char in opener_of:
            if not stack or stack.pop() != opener_of[char]:
                return False
    return True
