# Lists the marks that come to mind instead of saying what counts; apostrophes and brackets stay in.
def reads_both_ways(text):
    kept = text.lower()
    for mark in " .,!?-":
        kept = kept.replace(mark, "")
    return kept == kept[::-1]
