"""The published configuration as the check of a document sees it from inside a change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from atiende.domain import documents as docs
from atiende.flows.expressions import Unsound, compiled
from atiende.flows.template import problem_of
from atiende.ports.desk import Desk
from atiende.ports.store import Change


@dataclass(frozen=True, slots=True)
class Published:
    """`document_rules.Known` over a change."""

    desk: Desk
    change: Change

    @property
    def local_webhooks(self) -> bool:
        return self.desk.local_webhooks

    def body(self, kind: str, slug: str) -> docs.Body | None:
        found = self.change.get(docs.Document, kind, slug)
        return None if found is None or found.retired else docs.read(kind, found.body)

    def bodies(self, kind: str) -> Iterable[tuple[str, docs.Body]]:
        for found in self.change.where(docs.Document, {"kind": kind}):
            if not found.retired:
                yield found.slug, docs.read(kind, found.body)

    def has_secret(self, name: str) -> bool:
        return self.change.get(docs.Secret, name) is not None

    def settings_problems(self, channel: str, settings: Mapping[str, object]) -> Sequence[tuple[str, str]] | None:
        return settings_problems(self.desk, channel, settings)

    def template_problem(self, template: str) -> str:
        return problem_of(template)

    def expression_problem(self, source: str) -> str:
        return expression_problem(source)


def settings_problems(desk: Desk, channel: str, settings: Mapping[str, object]) -> Sequence[tuple[str, str]] | None:
    """What the channel itself says of an endpoint's settings; None for a channel that does not exist."""
    found = desk.channels.get(channel)
    if found is None:
        return None
    return found.check(settings) if found.traits.endpoints else [("", "no_endpoints")]


def expression_problem(source: str) -> str:
    """Why a CEL expression may not be used; empty when it may."""
    try:
        compiled(source)
    except Unsound as unsound:
        return unsound.detail or unsound.code
    return ""
