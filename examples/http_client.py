"""A whole interview over HTTP, with types.

Start `coach serve`, then: COACH_TOKEN=$(coach token create ada) python examples/http_client.py ada
"""
# ruff: noqa: S101, T201

import asyncio
import os
import sys

from coach.client import CoachClient

SOLUTION = """
def two_sum(nums, target):
    seen = {}
    for i, n in enumerate(nums):
        if target - n in seen:
            return [seen[target - n], i]
        seen[n] = i
"""


async def main(user_id: str, address: str) -> None:
    async with CoachClient(address, os.environ["COACH_TOKEN"]) as coach:
        notice = await coach.get_notice()
        print(notice.text)
        await coach.give_consent(user_id, notice)
        session = await coach.create_session(interview_type="technical_coding", questions=["two-sum"])
        await coach.start_session(session.id)
        question = await coach.get_current_question(session.id)
        assert question is not None
        print(question.text)
        answered = await coach.submit_response(
            session.id, question.id, response_text="One pass with a hash map.", code_solution=SOLUTION
        )
        report = answered.session.attempts[-1].report
        assert report is not None
        print(f"{report.passed} of {report.total} tests passed ({report.runner})")
        await coach.generate_follow_up(session.id)
        await coach.complete_session(session.id)
        feedback = await coach.get_feedback(session.id)
        print(f"Overall {feedback.overall_score}, technical {feedback.technical_score}")
        analytics = await coach.get_analytics(user_id)
        print(f"Interviews: {analytics.interviews}, company patterns: {len(await coach.list_company_patterns())}")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "http://127.0.0.1:8000"))
