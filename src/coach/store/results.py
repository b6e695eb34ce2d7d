"""The clear rows that analytics reads: written with the feedback, read without a key."""

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import product

from pydantic import ValidationError
from sqlite_utils import Database

from coach.domain.enums import QuestionType, Seniority
from coach.domain.results import CohortMember, InterviewResult, QuestionResult, interview_result_of, results_of
from coach.domain.session import InterviewSession
from coach.errors import KeyLost, NotFound, StoreError
from coach.store.connection import immediate
from coach.store.rows import Row, Rows, read, read_all, utc
from coach.store.statements import delete, insert
from coach.store.step import AGREED

TABLES = ("interview_results", "results", "concept_results", "unprojected")
"""Each has a `session_id`."""
STRUCTURED = ("concepts", "dimensions", "habits")
"""Columns that hold JSON."""

# CROSS JOIN keeps the order: by key, past the rows of other roles and questions.
COHORT = """
SELECT overall, interviews
FROM interview_means CROSS JOIN consents USING (user_id)
WHERE role = :role AND seniority = :seniority AND evaluator_version = :version
    AND user_id <> :person AND given_by = :agreed
ORDER BY 1, 2
"""
QUESTION_MEANS = """
SELECT bank_id, avg(score) AS mean, count(*) AS people
FROM json_each(:bank_ids) CROSS JOIN question_means ON bank_id = value CROSS JOIN consents USING (user_id)
WHERE user_id <> :person AND given_by = :agreed
GROUP BY bank_id
"""
NEWEST = "SELECT * FROM results ORDER BY at DESC, session_id DESC, rowid DESC LIMIT :limit"
NEWEST_OF_PERSON = """
SELECT * FROM results WHERE user_id = :person ORDER BY at DESC, session_id DESC, rowid DESC LIMIT :limit
"""
INTERVIEWS = "SELECT * FROM interview_results WHERE user_id = ? ORDER BY at DESC, session_id DESC LIMIT ?"
NEXT_CONCEPT = "SELECT min(concept) FROM concept_results WHERE user_id = ? AND concept > ?"
NEWEST_OF_TOPIC = """
SELECT results.rowid AS place, results.*
FROM concept_results AS topic JOIN results USING (session_id, question_id)
WHERE topic.user_id = ? AND topic.concept = ? AND topic.kind = ?
ORDER BY topic.at DESC, topic.session_id DESC, topic.rowid DESC LIMIT ?
"""


def record(db: Database, session: InterviewSession) -> None:
    """Put the numbers of a session in the place of what was there, within a transaction of the caller."""
    for table in TABLES:
        delete(db, table, "session_id", session.id)
    try:
        interview, results = interview_result_of(session), results_of(session)
    except (NotFound, ValidationError):
        # The report is kept all the same; its numbers wait for a coach that understands them.
        insert(db, "unprojected", [{"session_id": session.id}])
        return
    if interview:
        insert(db, "interview_results", [{**interview.model_dump(mode="json"), "at": utc(interview.at)}])
    insert(db, "results", [result_row(result) for result in results])
    insert(db, "concept_results", [row for result in results for row in concept_rows(result)])


def result_row(result: QuestionResult) -> Row:
    row = result.model_dump(mode="json")
    return {**row, "at": utc(result.at), **{name: json.dumps(row[name]) for name in STRUCTURED}}


def concept_rows(result: QuestionResult) -> list[Row]:
    """A row per concept; none for a question that was not assessed."""
    if result.score is None:
        return []
    row = {
        "session_id": result.session_id,
        "question_id": result.question_id,
        "user_id": result.user_id,
        "kind": result.kind.value,
        "at": utc(result.at),
        "score": result.score,
    }
    return [{**row, "concept": concept} for concept in result.concepts]


def catch_up(db: Database, rows: Rows, user_id: str | None) -> None:
    """Make the rows of interviews that were completed before there were any; the only read that opens payloads.

    Raises KeyLost for a person whose key does not open them. Asked for everyone, it leaves them for later, as it does
    with an interview that cannot be understood.
    """
    waiting = "FROM unprojected CROSS JOIN sessions ON id = session_id WHERE :person IS NULL OR user_id = :person"
    if next(db.query(f"SELECT 1 {waiting} LIMIT 1", {"person": user_id}), None) is None:
        return
    with immediate(db):
        for row in list(db.query(f"SELECT sessions.* {waiting}", {"person": user_id})):
            try:
                record(db, rows.session(row, (), ()))
            except KeyLost:
                if user_id is not None:
                    raise
            except StoreError:
                continue


def newest(db: Database, rows: Rows, user_id: str | None, limit: int) -> tuple[QuestionResult, ...]:
    """Raises StoreError, KeyLost."""
    catch_up(db, rows, user_id)
    found = db.query(NEWEST if user_id is None else NEWEST_OF_PERSON, {"person": user_id, "limit": limit})
    return tuple(question_result(row) for row in found)


def by_concept(db: Database, rows: Rows, user_id: str, most: int) -> tuple[QuestionResult, ...]:
    """Raises StoreError, KeyLost."""
    catch_up(db, rows, user_id)
    found: dict[int, Row] = {}
    topics: dict[int, set[str]] = {}
    for concept, kind in product(concepts_of(db, user_id), QuestionType):
        for row in db.query(NEWEST_OF_TOPIC, [user_id, concept, kind.value, most]):
            place = row.pop("place")
            found[place] = row
            topics.setdefault(place, set()).add(concept)
    newest_first = sorted(
        found, key=lambda place: (found[place]["at"], found[place]["session_id"], place), reverse=True
    )
    return tuple(question_result(found[place], topics[place]) for place in newest_first)


def concepts_of(db: Database, user_id: str) -> Iterator[str]:
    """Each by one step in the index: there are few of them in very many rows."""
    concept = ""
    while concept := db.execute(NEXT_CONCEPT, [user_id, concept]).fetchone()[0]:
        yield concept


def interviews(db: Database, rows: Rows, user_id: str, limit: int) -> tuple[InterviewResult, ...]:
    """Raises StoreError, KeyLost."""
    catch_up(db, rows, user_id)
    found = db.query(INTERVIEWS, [user_id, limit])
    return tuple(read(InterviewResult, row, f"The result of interview {row['session_id']}") for row in found)


def cohort(
    db: Database, rows: Rows, role: str, seniority: Seniority, evaluator_version: int, except_user: str
) -> tuple[CohortMember, ...]:
    """Raises StoreError."""
    catch_up(db, rows, None)
    wanted = {"role": role, "seniority": seniority.value, "version": evaluator_version}
    found = db.query(COHORT, {**wanted, "person": except_user, "agreed": AGREED})
    return read_all(CohortMember, found, "The means of people")


def question_means(db: Database, rows: Rows, bank_ids: Sequence[str], except_user: str) -> dict[str, tuple[float, int]]:
    """Raises StoreError."""
    catch_up(db, rows, None)
    wanted = {"bank_ids": json.dumps(list(bank_ids)), "person": except_user, "agreed": AGREED}
    return {row["bank_id"]: (row["mean"], row["people"]) for row in db.query(QUESTION_MEANS, wanted)}


def question_result(row: Row, about: Collection[str] | None = None) -> QuestionResult:
    """`about`: the concepts to name; None: all."""
    fields = {**row, **{name: json.loads(row[name]) for name in STRUCTURED}}
    if about is not None:
        fields["concepts"] = [concept for concept in fields["concepts"] if concept in about]
    return read(QuestionResult, fields, f"The result of question {row['question_id']} of interview {row['session_id']}")
