"""A tree of documents beside those in force: what applying it would add, change and retire, and what is against it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct

from atiende.domain import document_rules as rules
from atiende.domain import documents as docs
from atiende.domain.check import Json, Unfit
from atiende.domain.diff import Difference, differences

FIRST = (
    "skill",
    "team",
    "hours",
    "reason",
    "disposition",
    "pause",
    "tag",
    "field",
    "workload",
    "role",
    "brand",
    "queue",
)
"""What others refer to comes into force before them; the other kinds follow in their own order."""
ADDED, CHANGED, RETIRED = "added", "changed", "retired"


class Place(NamedTuple):
    """Which document."""

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


Tree = Mapping[Place, Json]
"""Bodies as they are in the files."""


class Line(Struct, frozen=True, kw_only=True):
    """One document that applying would touch: `what` is added, changed or retired; `version` is the one in force."""

    place: Place
    what: str
    version: int
    changes: Sequence[Difference] = ()
    body: docs.Body | None = None
    """As it would be; None for one to be retired, and for one that is not of the right shape."""


class Objection(Struct, frozen=True, kw_only=True):
    """Why it cannot be applied, or (`warning`) what should be looked at. `catalogue`: where its text is."""

    document: str
    field: str
    code: str
    params: dict[str, str | int] = {}
    warning: bool = False
    catalogue: str = "config"


class ConfigPlan(Struct, frozen=True, kw_only=True):
    """`token` names this plan: these files on this state of the centre. `same`: documents that stay as they are."""

    token: str
    lines: Sequence[Line]
    same: int
    objections: Sequence[Objection] = ()

    @property
    def possible(self) -> bool:
        return all(one.warning for one in self.objections)


def state_of(rows: Iterable[docs.Document]) -> str:
    """A name for what is in force: the same exactly while no document is published or retired."""
    listed = sorted((row.kind, row.slug, row.version, row.retired) for row in rows)
    return _digest(msgspec.json.encode(listed))


def token_of(state: str, tree: Tree, *, prune: bool) -> str:
    """Of these files on this state."""
    listed = sorted((str(place), body) for place, body in tree.items())
    return f"{state}.{_digest(msgspec.json.encode((listed, prune)))}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def lines_of(rows: Sequence[docs.Document], tree: Tree, *, prune: bool) -> tuple[list[Line], int]:
    """What changes, in the order in which it comes into force, and how many stay. Retired last, users before used."""
    now = {Place(row.kind, row.slug): row for row in rows}
    found, same = list[Line](), 0
    for place in sorted(tree, key=_rank):
        line = _line(place, tree[place], now.get(place))
        same += line is None
        found += [line] if line is not None else []
    gone = [place for place, row in now.items() if prune and not row.retired and place not in tree]
    for place in sorted(gone, key=_rank, reverse=True):
        found.append(Line(place=place, what=RETIRED, version=now[place].version))
    return found, same


def _rank(place: Place) -> tuple[int, str]:
    kinds = [*FIRST, *(kind for kind in docs.KINDS if kind not in FIRST)]
    return kinds.index(place.kind), place.slug


def _line(place: Place, given: Json, row: docs.Document | None) -> Line | None:
    """None when it is in force as it is."""
    body = _record(place.kind, given)
    new: Json = given if body is None else msgspec.json.decode(docs.write(body))
    there = row is not None and not row.retired
    old: Json = msgspec.json.decode(docs.write(docs.read(place.kind, row.body))) if row is not None and there else {}
    changes = differences(old, new)
    if there and not changes:
        return None
    return Line(
        place=place,
        what=CHANGED if there else ADDED,
        version=row.version if row else 0,
        changes=changes,
        body=body,
    )


def _record(kind: str, given: Json) -> docs.Body | None:
    try:
        return msgspec.convert(given, docs.KINDS[kind])
    except msgspec.ValidationError:
        return None


def objections_of(lines: Sequence[Line], tree: Tree, known: rules.Known) -> list[Objection]:
    """Problems of every document that would be published, as publishing it finds them; `known` is as it would be."""
    found = []
    for line in lines:
        if line.what == RETIRED:
            continue
        try:
            rules.fit(line.place.kind, line.place.slug, tree[line.place], known)
        except Unfit as unfit:
            found += [
                Objection(document=str(line.place), field=one.field, code=one.code, params=one.params)
                for one in unfit.problems
            ]
    return found


def bodies_after(rows: Sequence[docs.Document], lines: Sequence[Line]) -> dict[Place, docs.Body]:
    """What would be in force, as far as it is of the right shape."""
    found = {Place(row.kind, row.slug): docs.read(row.kind, row.body) for row in rows if not row.retired}
    for line in lines:
        if line.what == RETIRED:
            found.pop(line.place, None)
        elif line.body is not None:
            found[line.place] = line.body
    return found
