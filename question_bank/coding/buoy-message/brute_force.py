# Rewrites the text until no number is left: "3a" becomes "a2a", and "0a" becomes nothing.
def unpack(packed):
    while True:
        start = 0
        while start < len(packed) and not packed[start].isdigit():
            start += 1
        if start == len(packed):
            return packed
        end = start
        while packed[end].isdigit():
            end += 1
        count = int(packed[start:end])
        if count == 0:
            packed = packed[:start] + packed[end + 1 :]
        else:
            packed = packed[:start] + packed[end] + str(count - 1) + packed[end:]
