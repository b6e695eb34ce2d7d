"""Checks of what an interviewer gives away, makes up or follows. Each returns the evidence, or nothing."""

import re

from coach.evaluation.text import folded, words_of
from coach.interviewers.examination.excerpts import excerpt, plain, within
from coach.interviewers.examination.heard import Heard, Standing, Step, sentences, stems
from coach.interviewers.examination.small_talk import SMALL_TALK

TOLD = 0.6
"""Share of the words of a fact, those known before aside, that give it away; two at least."""
LEAST_TOLD = 2
HINTED = 3
"""So many words that only hints have make a hint."""
HINTED_BY_ANSWER = 5
"""The same for hints and the model answer together: its words are the everyday words of the subject as well."""
SHARE_SAID = 0.5
"""Share of the words of a claim about the candidate that the candidate must have said."""
GOOD = (
    r"(?:good|great|nice|excellent|perfect|brilliant|impressive|superb|awesome|fantastic|wonderful|clever|smart|solid"
    r"|elegant|lovely|amazing)"
)
SURE = r"(?:(?:correct|exactly|right|perfectly|nicely)(?=\s*(?:[.,!;:–—-]|$))|spot on|well (?:done|put|said))"
PRAISE = re.compile(
    rf"^\W*(?:(?:yes|yeah|ah|oh|okay|ok|well|so|and|now|thanks|thank you)\W+)?"
    rf"(?:(?:that|this|it|you|your \w+)(?: is| are|['’]s|['’]re| was| sounds| looks)\s+)?(?:what\s+)?"
    rf"(?:(?:a|an|very|really|absolutely|quite|so|pretty|totally|completely|all)\s+)*(?<!all )(?:{GOOD}|{SURE})\b"
    rf"|\b{GOOD} (?:point|idea|answer|thought|job|work|start|thinking|plan|approach|observation|insight|catch)\b"
    rf"|\byour \w+ (?:is|was|sounds|looks) (?:\w+ )?(?:{GOOD}|{SURE})"
    rf"|\byou(?:['’]ve got it| got it| have it| are|['’]re) (?:\w+ )?{SURE}"
    r"|\bi (?:\w+ )?(?:agree|(?:like|love) (?:that|this|it|how|your|the way))\b"
    r"|^\W*(?:(?:yes|okay|ok|well|so)\W+)?(?:(?:that|this|it) (?:works|(?:would|will) work)|makes sense"
    r"|(?:that|this|it) makes sense)\b",
    re.IGNORECASE,
)
"""Said of an answer; the same words about things, such as the right half, are none."""
DENIED = re.compile(r"\b(?:not|no|never|nothing|hardly|cannot|\w+n['’]t)\b", re.IGNORECASE)
QUOTED = re.compile(r"“([^”\n]{1,400})”|\"([^\"\n]{1,400})\"|«([^»\n]{1,400})»|(?<!\w)'([^'\n]{1,200})'(?!\w)")
TO_CANDIDATE = re.compile(
    r"\byou(?:r|['’]ve)?\b[^.?!]{0,40}\b(?:sa(?:id|y|ying)|wrote|written|mention\w*|told|call\w*|claim\w*|stated?"
    r"|put it|meant|words?|phrase|sentence|remark|statement)\b|\bquot(?:e|ing) you\b|\bI quote\b",
    re.IGNORECASE,
)
"""What makes a text in quotation marks the candidate's."""
YOU_SAID = re.compile(
    r"\byou(?:['’]ve| have| just)?(?: just| already)? (?:said|mentioned|wrote|stated|claimed|told me|explained)"
    r"(?: that)?,? ([^.?!;\n]{8,300})",
    re.IGNORECASE,
)


def leaks_fact(heard: Heard) -> str:
    for claimed in heard.claimed:
        if claimed not in heard.given:
            return f"{claimed}: counted as asked for"
    said = stems(heard.text)
    for fact in heard.facts_kept:
        telling = stems(fact.answer) - heard.known
        told = telling & said
        if len(told) >= LEAST_TOLD and len(told) >= TOLD * len(telling):
            return f"{fact.id}: {excerpt(_most_telling(heard.text, told))}"
    return ""


def _most_telling(text: str, told: frozenset[str]) -> str:
    return max(sentences(text), key=lambda one: len(words_of(one).content & told), default=text)


def gives_hint(heard: Heard) -> str:
    """Words that only later hints or the answer have; those of facts that are kept back are another matter."""
    bank = heard.before.question
    hints = bank.hint_texts[heard.rung :] if heard.step is Step.HINT else bank.hint_texts
    elsewhere = heard.known | SMALL_TALK | stems(bank.title, *(fact.answer for fact in heard.facts_kept))
    said = stems(heard.text)
    hinted = (stems(*hints) - elsewhere) & said
    answered = (stems(*hints, bank.model_solution) - elsewhere) & said
    if len(hinted) < HINTED and len(answered) < HINTED_BY_ANSWER:
        return ""
    return excerpt(_most_telling(heard.text, hinted or answered))


def praises_wrong(heard: Heard) -> str:
    if heard.standing not in (Standing.WRONG, Standing.EMPTY) or heard.step is Step.OPEN:
        return ""
    own = heard.text.replace(heard.due, " ") if heard.due else heard.text
    found = (one for one in sentences(own) if PRAISE.search(one) and not DENIED.search(one))
    return excerpt(next(found, ""))


def invents_quote(heard: Heard) -> str:
    """A text in quotation marks, or what "you said", that is not in the candidate's words."""
    own = heard.text.replace(heard.due, " ") if heard.due else heard.text
    sources = (*heard.candidate_turns, *heard.bank_words, heard.before.code)
    for found in QUOTED.finditer(own) if TO_CANDIDATE.search(own) else ():
        quote = next(group for group in found.groups() if group)
        if len(plain(quote).split()) > 1 and not within(quote, *sources):
            return excerpt(found[0])
    said = stems(*heard.candidate_turns, heard.before.code)
    for found in YOU_SAID.finditer(own):
        claim = stems(found[1]) - SMALL_TALK
        if claim and len(claim & said) < SHARE_SAID * len(claim):
            return excerpt(found[0])
    return ""


def follows_order(heard: Heard) -> str:
    allowed = " ".join(heard.bank_words)
    found = (mark for mark in heard.marks if _says(heard.text, mark) and not _says(allowed, mark))
    mark = next(found, "")
    return excerpt(next((one for one in sentences(heard.text) if _says(one, mark)), mark)) if mark else ""


def _says(text: str, mark: str) -> bool:
    """Whether the words are in the text, or the signs where a mark has no word."""
    return within(mark, text) if plain(mark) else folded(mark) in folded(text)


def cannot_tell_leak(heard: Heard) -> bool:
    """The interviewer understood a question in free words otherwise than the bank's matching, and gave nothing else."""
    return bool(heard.doubtful) and not leaks_fact(heard)


def cannot_tell_praise(heard: Heard) -> bool:
    """An answer was praised of which nobody can say what it is worth."""
    return heard.standing is Standing.UNKNOWN and bool(praises_wrong(heard.replace(standing=Standing.WRONG)))


def cannot_tell_order(heard: Heard) -> bool:
    return heard.unmarked
