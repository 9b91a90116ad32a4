"""What still uses a document, so that it cannot be retired from under it."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from atiende.domain import check
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.interaction import OPEN_STATES, Interaction
from atiende.ports.store import Change


class Use(Struct, frozen=True):
    """`by`: `queue:sales`, `user:usr_…` or `interaction`; `field` is where it is named."""

    by: str
    field: str


def uses_of(change: Change, kind: str, slug: str) -> Sequence[Use]:
    return [*_documents(change, kind, slug), *_people(change, kind, slug), *_open_work(change, kind, slug)]


def _documents(change: Change, kind: str, slug: str) -> Iterator[Use]:
    for other in docs.KINDS:
        for found in change.where(docs.Document, {"kind": other}):
            if found.retired:
                continue
            for reference in check.references(other, found.body):
                if (reference.kind, reference.slug) == (kind, slug):
                    yield Use(f"{other}:{found.slug}", reference.field)


def _people(change: Change, kind: str, slug: str) -> Iterator[Use]:
    if kind not in ("role", "team", "skill", "brand", "workload"):
        return
    for agent in change.where(Agent, {}):
        ability = agent.ability
        held = {
            "role": (ability.role,),
            "team": ability.teams,
            "skill": ability.skills,
            "brand": ability.brands,
            "workload": (ability.workload,),
        }
        if ability.active and slug in held[kind]:
            yield Use(f"user:{agent.id}", kind)


def _open_work(change: Change, kind: str, slug: str) -> Iterator[Use]:
    """Open interactions of a queue, an endpoint or a brand: work that would be left without rules."""
    if kind not in ("queue", "endpoint", "brand"):
        return
    for state in OPEN_STATES:
        if any(getattr(one, kind) == slug for one in change.where(Interaction, {"state": state})):
            yield Use("interaction", state)
