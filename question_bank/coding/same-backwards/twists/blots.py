BLOT = "*"


def reads_both_ways(text: str) -> bool:
    left, right = 0, len(text) - 1
    while left < right:
        front, back = text[left].lower(), text[right].lower()
        if not (front.isalnum() or front == BLOT):
            left += 1
        elif not (back.isalnum() or back == BLOT):
            right -= 1
        elif front != back and BLOT not in (front, back):
            return False
        else:
            left += 1
            right -= 1
    return True
