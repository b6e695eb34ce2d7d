"""Checks of how an interviewer speaks. Each returns the evidence, or nothing."""

import re

from coach.interviewers.examination.excerpts import excerpt, plain, within
from coach.interviewers.examination.heard import Heard, Step, sentences, stems
from coach.interviewers.examination.small_talk import SMALL_TALK

REPEATED_WORDS = 6
"""So many words in one row, said before, are a repetition."""
SUMMED_UP = 4
"""So many of the candidate's own words about the subject are a summary."""
OFF_SUBJECT = 2
"""A question with fewer words of its own is about nothing in particular."""
LONGEST_REACTION = 200
"""Characters of a reaction."""
ROOM = 200
"""Characters that may stand around the words of the bank."""
TIMES_DUE = 2
"""Beyond the room, so many times the bank's words are too long."""
LABEL = re.compile(
    r"^[\s*_#>]*(?:candidate|interviewee|applicant|user|human|me)[\s*_]*:[^\n]*", re.IGNORECASE | re.MULTILINE
)
IN_THEIR_PLACE = re.compile(
    r"\b(?:I(?: would|['’]d| will|['’]ll)(?: first| then| simply| just)? (?:use|sort|store|iterate|implement|write|code"
    r"|solve|build|split|loop|scan|choose)"
    r"|my (?:solution|approach|answer|code|plan|algorithm)|as (?:a|the) candidate)\b"
    r"[^.!?\n]*",
    re.IGNORECASE,
)


def repeats_itself(heard: Heard) -> str:
    """The same words as the turn before, or a longer sentence of any turn before that nobody asked for."""
    earlier = heard.own_turns
    if earlier and plain(earlier[-1]) == plain(heard.text):
        return excerpt(heard.text)
    for sentence in sentences(heard.text):
        long = len(plain(sentence).split()) >= REPEATED_WORDS
        if long and within(sentence, *earlier) and not within(sentence, heard.due, *heard.facts_given):
            return excerpt(sentence)
    return ""


def loses_thread(heard: Heard) -> str:
    """What had to be put is not there, or a question is asked that has nothing to do with this one."""
    if heard.due:
        due = stems(heard.due) - SMALL_TALK or stems(heard.due)
        return "" if due & stems(heard.text) else excerpt(heard.text) or "nothing was said"
    about = heard.subject | stems(*heard.candidate_turns)
    for sentence in sentences(heard.text):
        own = stems(sentence) - SMALL_TALK
        if sentence.endswith("?") and len(own) >= OFF_SUBJECT and not own & about:
            return excerpt(sentence)
    return ""


def repeats_candidate(heard: Heard) -> str:
    """A row of the candidate's words, or most of what they said about the subject in other words."""
    words = plain(heard.text).split()
    theirs = [f" {plain(text)} " for text in heard.candidate_turns]
    for start in range(len(words) - REPEATED_WORDS + 1):
        row = " ".join(words[start : start + REPEATED_WORDS])
        if any(f" {row} " in text for text in theirs) and not within(row, *heard.bank_words):
            return excerpt(row)
    own = stems(heard.answered) - stems(*heard.bank_words) - SMALL_TALK
    repeated = own & stems(heard.text)
    return excerpt(heard.text) if len(repeated) >= SUMMED_UP else ""


def asks_more_than_one(heard: Heard) -> str:
    asked = [one for one in sentences(heard.text) if one.endswith("?")]
    marks = heard.text.count("?")
    return excerpt(" ".join(asked) or heard.text) if marks > max(1, heard.due.count("?")) else ""


def is_too_long(heard: Heard) -> str:
    due = len(heard.due) or sum(map(len, heard.facts_given))
    longest = LONGEST_REACTION if heard.step is Step.ACKNOWLEDGE else ROOM + TIMES_DUE * due
    return f"{len(heard.text):,} characters, {longest:,} at most" if len(heard.text) > longest else ""


def speaks_as_candidate(heard: Heard) -> str:
    own = heard.text.replace(heard.due, " ") if heard.due else heard.text
    found = LABEL.search(own) or IN_THEIR_PLACE.search(own)
    return excerpt(found[0]) if found and not within(found[0], *heard.bank_words) else ""
