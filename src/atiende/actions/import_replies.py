"""Quick replies from a table: published at once, each as a document with its history."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from atiende.actions.configuration import Ref, publish
from atiende.actions.import_lines import Became, left, wrong
from atiende.actions.published import Published
from atiende.domain import document_rules as rules
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.check import Json, Unfit
from atiende.domain.customer import folded
from atiende.domain.desk import ImportLine, ImportRun
from atiende.ports.desk import Desk
from atiende.ports.store import Change

KIND = "quick_reply"
NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")
LISTED = re.compile(r"[,;|]")
TEXTS = ("category", "text_es", "text_en", "short_es", "short_en", "subject_es", "subject_en")


class Replies:
    """See `import_lines.Taker`."""

    def __init__(self, desk: Desk, change: Change, run: ImportRun) -> None:
        self._change, self._run = change, run
        self._known = Published(desk, change)

    def keys(self, values: Mapping[str, str]) -> Sequence[str]:
        return [slug_of(values)]

    def take(self, values: Mapping[str, str]) -> Became:
        slug = slug_of(values)
        if not slug:
            return wrong("required")
        there = self._change.get(docs.Document, KIND, slug)
        if there is not None and not there.retired and self._run.existing == "skip":
            return left("exists", slug)
        body = _body(values, there)
        try:
            record = rules.fit(KIND, slug, body, self._known)
        except Unfit as unfit:
            return wrong(unfit.problems[0].code, unfit.problems[0].field)
        if there is not None and not there.retired and docs.write(record) == there.body:
            return left("same", slug)
        made = publish(self._change, self._run.by, Ref(KIND, slug), record)
        if there is None or there.retired:
            return Became(outcome="created", subject=slug, after=str(made.version))
        return Became(outcome="changed", subject=slug, before=there.body, after=str(made.version))

    def take_back(self, line: ImportLine) -> bool:
        there = self._change.get(docs.Document, KIND, line.subject)
        if there is None or there.retired or str(there.version) != line.after:
            return False
        if line.outcome == "created":
            fact = f.DocumentRetired(kind=KIND, slug=line.subject, version=there.version)
            self._change.record(fact, actor=self._run.by)
        else:
            publish(self._change, self._run.by, Ref(KIND, line.subject), docs.read(KIND, line.before))
        return True


def slug_of(values: Mapping[str, str]) -> str:
    """A reply is known by its shortcut, else by its name."""
    plain = folded(values.get("shortcut") or values.get("name", ""))
    return NOT_IN_SLUGS.sub("-", plain).strip("-")[:60]


def _body(values: Mapping[str, str], there: docs.Document | None) -> Json:
    """The line over what is there, so that a column left out changes nothing."""
    body: dict[str, Json] = msgspec.json.decode(there.body) if there is not None else {}
    for field in TEXTS:
        if field in values:
            body[field] = values[field]
    body["name"] = values.get("name") or values.get("shortcut", "")
    if "shortcut" in values:
        body["shortcut"] = values["shortcut"].lstrip("/").strip().lower().replace(" ", "-")
    for field in ("teams", "brands"):
        if field in values:
            body[field] = [one.strip() for one in LISTED.split(values[field]) if one.strip()]
    return body
