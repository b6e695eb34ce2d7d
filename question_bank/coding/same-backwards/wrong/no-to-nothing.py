# Takes a text without letters and digits for one that fails.
def reads_both_ways(text):
    kept = "".join(filter(str.isalnum, text.lower()))
    return bool(kept) and kept == kept[::-1]
