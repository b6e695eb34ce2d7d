"""Words that any interviewer may use about any question."""

from coach.evaluation.text import words_of

SMALL_TALK = words_of(
    """
    let ask tell say said talk think thinking thought aloud loud go going carry continue ready time take taking step
    come coming next look looking question questions answer answers word words hear listen listening understand
    understood note noted follow assume assumption decide decided state choose sensible reasonable make sense work
    working point idea ideas way thing things something anything everything here there please thank thanks yes okay ok
    well good fine right see know want need like give get keep start begin open leave rule matter matters explain
    describe approach solution plan detail example case part one two first last now yet still back before move moving
    convince yourself believe prove test check certain sure try cost prefer compare concern worry reason realistic claim
    strong able share constraint moment rush fair
    candidate interview interviewer problem task help find found write writing code use using mind means mean
    """
).content
"""Their stems: they tell nothing of a subject."""
