"""What interviews are made of: companies and questions."""

from fastapi import APIRouter

from coach.api.identity import ActorOf
from coach.api.paging import PagingOf
from coach.api.parts import PartsOf
from coach.api.problems import documented
from coach.domain.company import CompanyPattern
from coach.domain.content import QuestionHead
from coach.domain.enums import CompanyType, DifficultyLevel, QuestionType
from coach.domain.exchange import PREFIX, QuestionCard, Questions

router = APIRouter(prefix=PREFIX, tags=["library"], responses=documented(401, 422, 429))


@router.get("/company-patterns", operation_id="list_company_patterns")
async def list_company_patterns(actor: ActorOf, parts: PartsOf) -> list[CompanyPattern]:
    """How each type of company interviews."""
    return list(await parts.service.get_company_patterns())


@router.get("/company-patterns/{company}", operation_id="get_company_pattern", responses=documented(404))
async def get_company_pattern(company: CompanyType, actor: ActorOf, parts: PartsOf) -> CompanyPattern:
    """How one type of company interviews."""
    return await parts.service.get_company_pattern(company)


@router.get("/questions", operation_id="list_questions")
async def list_questions(
    actor: ActorOf,
    parts: PartsOf,
    paging: PagingOf,
    question_type: QuestionType | None = None,
    difficulty: DifficultyLevel | None = None,
) -> Questions:
    """What can be asked: title, kind, difficulty and concepts of every question."""
    heads = [
        head
        for head in await parts.service.get_questions()
        if question_type in (None, head.question_type) and difficulty in (None, head.difficulty.level)
    ]
    limit, offset = paging.ask
    found = tuple(card(head) for head in heads[offset : offset + limit])
    return Questions.model_validate(paging.page(found))


def card(head: QuestionHead) -> QuestionCard:
    return QuestionCard(
        id=head.id,
        title=head.title,
        summary=head.summary,
        question_type=head.question_type,
        difficulty_level=head.difficulty.level,
        concepts=head.concepts,
        minutes=head.minutes,
    )
