"""Verification of customers, and what agents grant: refused, granted, asked for, approved."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from atiende.actions import decisions, verification
from atiende.api import shapes
from atiende.api.asked import Asked
from atiende.api.hidden import fields_shown, verified_in
from atiende.api.permissions import conversation_for, needs
from atiende.api.problems import language_of, text
from atiende.domain import documents as docs
from atiende.domain.authority import DecisionTaken, Verification, limit_of
from atiende.domain.conversation import Conversation
from atiende.domain.customer import CustomerDetails
from atiende.domain.desk_documents import Decision
from atiende.domain.errors import NotAllowed, NotFound
from atiende.ports.people_views import DecisionShown

router = APIRouter(prefix="/api/v1", tags=["trust"])

REPLY = "conversation.reply"
Reads = Annotated[Asked, needs("conversation.read")]
Answers = Annotated[Asked, needs("conversation.reply")]
Vouches = Annotated[Asked, needs("customer.vouch")]


class Grantable(shapes.Shape):
    """Something that can be granted: `limit` is how far the viewer decides alone, in hundredths of the unit."""

    slug: str
    name: str
    name_es: str
    description: str
    unit: str
    verify: bool
    limit: int


class DecisionRow(shapes.Shape):
    """`state`: asked, made, refused or withdrawn. `mine`: the viewer may decide it now."""

    id: str
    conversation: str
    number: int
    customer: shapes.Named
    kind: str
    name: str
    name_es: str
    unit: str
    amount: int
    state: str
    agent: shapes.Named
    asked_at: shapes.Moment
    asked: str
    decided_at: shapes.Moment | None
    decided_by: shapes.Named | None
    answered: str
    mine: bool


class Trust(shapes.Shape):
    """Who the customer is known to be here, how that can be made sure of, and what was granted."""

    verified: shapes.Verified | None
    failed: int
    blocked: bool
    questions: list[str]
    may_vouch: bool
    grants: list[Grantable]
    decisions: list[DecisionRow]


class Asks(shapes.Shape):
    items: list[DecisionRow]


@router.get("/conversations/{conversation_id}/trust", response_model=Trust)
async def get_trust(asked: Reads, conversation_id: str) -> object:
    """What the conversation's verification strip shows."""
    found = await conversation_for(asked, conversation_id)
    kinds = await _kinds(asked)
    kept = await asked.reading.get(Verification, conversation_id, found.customer)
    failed = kept.failed if kept is not None else 0
    return {
        "verified": await verified_in(asked, conversation_id, found.customer),
        "failed": failed,
        "blocked": failed >= verification.FAILURES,
        "questions": await _questions(asked, found),
        "may_vouch": asked.viewer.covers("customer.vouch"),
        "grants": [
            {"slug": slug, "limit": limit_of(body, asked.viewer.role)}
            | {name: getattr(body, name) for name in ("name", "name_es", "description", "unit", "verify")}
            for slug, body in kinds.items()
            if body.active
        ],
        "decisions": [
            _row(asked, one, kinds) for one in await asked.views.people.decisions(asked.tenant, conversation_id)
        ],
    }


async def _kinds(asked: Asked) -> dict[str, Decision]:
    rows = await asked.reading.where(docs.Document, {"kind": "decision"}, limit=500)
    found = {row.slug: docs.read("decision", row.body) for row in rows if not row.retired}
    return {slug: body for slug, body in found.items() if isinstance(body, Decision)}


async def _questions(asked: Asked, conversation: Conversation) -> list[str]:
    """Slugs of what can be asked: never what is on file."""
    known, slugs = await fields_shown(asked), set[str]()
    for one in await asked.views.customers.person(asked.tenant, conversation.customer):
        details = await asked.reading.get(CustomerDetails, one)
        slugs |= {slug for slug, value in (details.fields if details else {}).items() if value}
    return [
        slug
        for slug, body in sorted(known.items(), key=lambda pair: (pair[1].position, pair[0]))
        if slug in slugs and body.verifies and body.of == "customer"
        and (not body.brands or conversation.brand in body.brands)
    ]  # fmt: skip


def _row(asked: Asked, one: DecisionShown, kinds: dict[str, Decision]) -> DecisionRow:
    rules = kinds.get(one.kind)
    reach = limit_of(rules, asked.viewer.role) if rules is not None else 0
    mine = one.state == "asked" and one.agent.id != asked.viewer.user and one.amount <= reach
    return DecisionRow.model_validate({**{name: getattr(one, name) for name in ROW}, "mine": mine})


ROW = tuple(name for name in DecisionRow.model_fields if name != "mine")


class CodeWanted(BaseModel):
    identity: str = Field(max_length=64)


class CodeSent(shapes.Shape):
    until: shapes.Moment


@router.post("/conversations/{conversation_id}/verification/code", response_model=CodeSent)
async def send_verification_code(
    request: Request, asked: Answers, conversation_id: str, wanted: CodeWanted
) -> CodeSent:
    """Sends a code to a verified address on file; it holds ten minutes."""
    found = await conversation_for(asked, conversation_id, REPLY)
    until = await verification.send_code(
        asked.desk,
        asked.tenant,
        conversation_id,
        wanted.identity,
        await _letter(asked, request, found),
    )
    return CodeSent(until=until)


async def _letter(asked: Asked, request: Request, conversation: Conversation) -> verification.Letter:
    """In the customer's language, else the brand's."""
    brand = await asked.reading.get(docs.Document, "brand", conversation.brand)
    body = docs.read("brand", brand.body) if brand is not None else None
    known = [conversation.language, body.language if isinstance(body, docs.Brand) else "", language_of(request)]
    language = next((one[:2] for one in known if one[:2] in ("es", "en")), "en")
    values = {"brand": body.name if body is not None else "", "code": "{code}"}
    return verification.Letter(
        subject=text(language, "letter.subject", values, "people"),
        text=text(language, "letter.text", values, "people"),
    )


class CodeSaid(BaseModel):
    code: str = Field(min_length=1, max_length=40)


class Outcome(shapes.Shape):
    """`right` false: what he said is not it; nothing more is told."""

    right: bool


@router.post("/conversations/{conversation_id}/verification/code/check", response_model=Outcome)
async def check_verification_code(asked: Answers, conversation_id: str, said: CodeSaid) -> Outcome:
    """Whether it is the code he was sent."""
    await conversation_for(asked, conversation_id, REPLY)
    right = await verification.check_code(asked.desk, asked.tenant, _agent(asked), conversation_id, said.code)
    return Outcome(right=right)


class AnswersSaid(BaseModel):
    """What the customer said, by field."""

    answers: dict[str, Annotated[str, Field(max_length=400)]] = Field(max_length=20)


@router.post("/conversations/{conversation_id}/verification/answers", response_model=Outcome)
async def check_verification_answers(asked: Answers, conversation_id: str, said: AnswersSaid) -> Outcome:
    """Whether it is what is on file; which answer was wrong is not said."""
    await conversation_for(asked, conversation_id, REPLY)
    right = await verification.check_answers(asked.desk, asked.tenant, _agent(asked), conversation_id, said.answers)
    return Outcome(right=right)


class NoteWanted(BaseModel):
    note: str = Field(min_length=1, max_length=1000)


@router.post("/conversations/{conversation_id}/verification/word", status_code=204)
async def vouch_for_customer(asked: Vouches, conversation_id: str, wanted: NoteWanted) -> None:
    """Verified by the word of somebody who may give it; why is kept as a note."""
    await conversation_for(asked, conversation_id, "customer.vouch")
    await verification.vouch_by_hand(asked.desk, asked.tenant, _agent(asked), conversation_id, wanted.note)


class GrantWanted(BaseModel):
    """`amount` in hundredths of the unit."""

    kind: str = Field(max_length=64)
    amount: int = Field(gt=0, le=decisions.MOST)
    note: str = Field(default="", max_length=decisions.LONGEST)


@router.post("/conversations/{conversation_id}/decisions", response_model=DecisionRow, status_code=201)
async def grant_something(asked: Answers, conversation_id: str, wanted: GrantWanted) -> DecisionRow:
    """Granted within one's limit; above it somebody is asked. Refused until the customer is verified."""
    await conversation_for(asked, conversation_id, REPLY)
    made = await decisions.grant(
        asked.desk, asked.tenant, _agent(asked), conversation_id, decisions.Wanted(**wanted.model_dump())
    )
    return await _decision(asked, made)


@router.get("/approvals", response_model=Asks)
async def list_approvals(asked: Reads) -> object:
    """What waits for a word of somebody with the viewer's limit, oldest first."""
    kinds = await _kinds(asked)
    found = await asked.views.people.asked_for(asked.tenant, asked.viewer.sight)
    rows = [_row(asked, one, kinds) for one in found]
    return {"items": [row for row in rows if row.mine]}


class Word(BaseModel):
    note: str = Field(default="", max_length=decisions.LONGEST)


@router.post("/decisions/{decision_id}/approve", response_model=DecisionRow)
async def approve_decision(asked: Reads, decision_id: str, word: Word) -> DecisionRow:
    """Granted with the viewer's word; 409 when it was decided meanwhile."""
    await _decision_for(asked, decision_id)
    made = await decisions.approve(asked.desk, asked.tenant, _agent(asked), decision_id, word.note)
    return await _decision(asked, made)


@router.post("/decisions/{decision_id}/refuse", response_model=DecisionRow)
async def refuse_decision(asked: Reads, decision_id: str, word: Word) -> DecisionRow:
    """Not granted, and why."""
    await _decision_for(asked, decision_id)
    made = await decisions.refuse(asked.desk, asked.tenant, _agent(asked), decision_id, word.note)
    return await _decision(asked, made)


@router.post("/decisions/{decision_id}/withdraw", response_model=DecisionRow)
async def withdraw_decision(asked: Answers, decision_id: str) -> DecisionRow:
    """Whoever asked needs it no more."""
    await _decision_for(asked, decision_id)
    made = await decisions.withdraw(asked.desk, asked.tenant, _agent(asked), decision_id)
    return await _decision(asked, made)


async def _decision_for(asked: Asked, decision_id: str) -> None:
    """Raises NotFound outside what the viewer may see."""
    found = await asked.reading.get(DecisionTaken, decision_id)
    if found is None:
        raise NotFound(kind="decision", id=decision_id)
    try:
        await conversation_for(asked, found.conversation)
    except NotFound:
        raise NotFound(kind="decision", id=decision_id) from None


async def _decision(asked: Asked, made: DecisionTaken) -> DecisionRow:
    rows = await asked.views.people.decisions(asked.tenant, made.conversation)
    kinds = await _kinds(asked)
    return next(_row(asked, one, kinds) for one in rows if one.id == made.id)


def _agent(asked: Asked) -> str:
    """People verify and decide, not programs. Raises NotAllowed."""
    if not asked.viewer.user:
        raise NotAllowed(permission=REPLY)
    return asked.viewer.user
