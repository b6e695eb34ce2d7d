"""Views of the clear columns, under the names and units that people look for in a notebook or in Datasette."""

VIEWS = """\
CREATE VIEW v_interviews AS
SELECT
    sessions.id AS interview,
    sessions.user_id AS person,
    sessions.status,
    sessions.interview_type AS type,
    sessions.company_type AS company,
    sessions.difficulty_level AS difficulty,
    interview_results.seniority,
    interview_results.role,
    sessions.created_at,
    sessions.started_at,
    sessions.completed_at,
    sessions.elapsed / 60 AS minutes,
    sessions.answered AS responses,
    sessions.overall_score
FROM sessions LEFT JOIN interview_results ON interview_results.session_id = sessions.id;
CREATE VIEW v_results AS
SELECT
    session_id AS interview,
    question_id AS question,
    user_id AS person,
    at AS completed_at,
    bank_id AS slug,
    kind,
    difficulty,
    concepts,
    company,
    seniority,
    role,
    score,
    level,
    solved,
    hints,
    seconds / 60 AS minutes,
    minutes_allowed,
    self_rating,
    dimensions,
    habits
FROM results;
CREATE VIEW v_concepts AS
SELECT
    user_id AS person,
    concept,
    kind,
    count(*) AS questions,
    avg(score) AS mean_score,
    max(at) AS last
FROM concept_results GROUP BY user_id, concept, kind;
"""
"""Part of a released step of the tables: another view, or another column, is another step."""
