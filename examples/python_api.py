"""An interview from a Python program: python examples/python_api.py

The history goes where `coach` keeps its own; set COACH_HOME to keep it elsewhere.
"""
# ruff: noqa: T201

import asyncio

from coach import (
    CompanyType,
    CreateInterviewRequest,
    DifficultyLevel,
    InterviewFeedback,
    InterviewType,
    ProgrammingLanguage,
    SubmitResponseRequest,
    open_service,
)


async def main() -> InterviewFeedback:
    async with open_service() as interview_service:
        # Without `questions` the interview is planned from the company's pattern.
        request = CreateInterviewRequest(
            user_id="user_123",
            interview_type=InterviewType.TECHNICAL_CODING,
            company_type=CompanyType.BIG_TECH,
            difficulty_level=DifficultyLevel.MEDIUM,
            max_questions=5,
            time_limit=60,
            questions=("two-sum",),
        )
        session = await interview_service.create_interview_session(**request.dict())

        started_session = await interview_service.start_interview_session(
            session_id=session.id, user_preferences={"allow_hints": True}
        )
        question = started_session.current_question
        print(f"Question: {question.title if question else 'none'}")

        response = SubmitResponseRequest(
            session_id=session.id,
            question_id="q1",
            response_text="I'll solve this using a hash map approach",
            code_solution="""
def two_sum(nums, target):
    num_map = {}
    for i, num in enumerate(nums):
        complement = target - num
        if complement in num_map:
            return [num_map[complement], i]
        num_map[num] = i
    return []
    """,
            language=ProgrammingLanguage.PYTHON,
            confidence_level=4,
        )
        updated_session, next_question = await interview_service.submit_response(**response.model_dump())
        report = updated_session.attempts[0].report
        if report:
            print(f"Tests passed: {report.passed} of {report.total}, in {report.runner}")

        while next_question:
            print(f"Follow-up: {next_question.text}")
            answer = SubmitResponseRequest(
                session_id=session.id,
                question_id=next_question.id,
                response_text="One pass with constant lookups: linear time, and linear memory for the map.",
            )
            _, next_question = await interview_service.submit_response(**answer.model_dump())

        await interview_service.complete_interview_session(session.id)
        feedback = await interview_service.evaluate_interview_performance(session.id)

    print(f"Overall Score: {feedback.overall_score}/10")
    print(f"Technical Score: {feedback.technical_score}/10")
    print(f"Communication Score: {feedback.communication_score}/10")
    print(f"Key Strengths: {feedback.key_strengths}")
    print(f"Areas for Improvement: {feedback.areas_for_improvement}")
    return feedback


if __name__ == "__main__":
    asyncio.run(main())
