# The inner loops look for the next character that counts and never ask whether there is one.
def reads_both_ways(text):
    left, right = 0, len(text) - 1
    while left < right:
        while not text[left].isalnum():
            left += 1
        while not text[right].isalnum():
            right -= 1
        if text[left].lower() != text[right].lower():
            return False
        left += 1
        right -= 1
    return True
