def is_balanced(text):
    rest = "".join(char for char in text if char in "()[]{}")
    while True:
        shorter = rest.replace("()", "").replace("[]", "").replace("{}", "")
        if shorter == rest:
            return rest == ""
        rest = shorter
