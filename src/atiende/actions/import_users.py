"""Users from a table: made without a password (they are invited), or changed; nobody's role is changed by a file."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from atiende.actions.import_lines import Became, left, wrong
from atiende.actions.users import Person, add_user, alter_user, granted_to, member_of
from atiende.domain import documents as docs
from atiende.domain.agent import Agent
from atiende.domain.check import Unfit
from atiende.domain.customer import folded
from atiende.domain.desk import ImportLine, ImportRun
from atiende.domain.errors import NotAllowed
from atiende.domain.people import email_problem, normal_email
from atiende.domain.permissions import ROLES
from atiende.domain.work import User
from atiende.ports.desk import Desk
from atiende.ports.store import Change

LISTED = re.compile(r"[,;|/]")
MOST_LEVEL = 5


class Users:
    """See `import_lines.Taker`."""

    def __init__(self, desk: Desk, change: Change, run: ImportRun) -> None:
        self._desk, self._change, self._run = desk, change, run
        me = change.get(Agent, run.by.removeprefix("agent:"))
        self._held = granted_to(change, me.ability.role) if me else {}
        self._roles = {**{slug: slug for slug in ROLES}, **_named(change, "role")}
        self._teams, self._skills = _named(change, "team"), _named(change, "skill")

    def keys(self, values: Mapping[str, str]) -> Sequence[str]:
        email = normal_email(values.get("email", ""))
        return [email] if email else []

    def take(self, values: Mapping[str, str]) -> Became:
        email = normal_email(values.get("email", ""))
        if email_problem(email):
            return wrong("bad_email", values.get("email", ""))
        person = self._person(values, email)
        if isinstance(person, Became):
            return person
        there = self._change.where(User, {"email": email})
        if there and self._run.existing == "skip":
            return left("exists", there[0].id)
        try:
            return self._alter(there[0], person) if there else self._make(person)
        except Unfit as unfit:
            return wrong(unfit.problems[0].code, unfit.problems[0].field)
        except NotAllowed:
            return wrong("beyond_own_permissions", values.get("role", ""))

    def _person(self, values: Mapping[str, str], email: str) -> Person | Became:
        role = self._roles.get(folded(values.get("role", "agent")))
        if role is None:
            return wrong("unknown_role", values["role"])
        person = Person(email=email, role=role, name=values.get("name", ""))
        if "teams" in values:
            teams = [self._teams.get(folded(one)) for one in _split(values["teams"])]
            if None in teams:
                return wrong("unknown_team", values["teams"])
            person = msgspec.structs.replace(person, teams=tuple(one for one in teams if one))
        for field, known in (("languages", None), ("skills", self._skills)):
            if field in values:
                levels = _levels(values[field], known)
                if levels is None:
                    return wrong(f"unknown_{field}", values[field])
                person = msgspec.structs.replace(person, **{field: levels})
        return person

    def _make(self, person: Person) -> Became:
        user = User(id=self._desk.ids.new("usr"), email="", name="")
        made = add_user(self._desk, self._change, self._run.by, user, person, self._held)
        return Became(outcome="created", subject=made.user.id, after=self._snapshot(made.user.id))

    def _alter(self, user: User, person: Person) -> Became:
        changes = msgspec.structs.replace(person, role=msgspec.UNSET)
        if not person.name:
            changes = msgspec.structs.replace(changes, name=msgspec.UNSET)
        before = self._snapshot(user.id)
        alter_user(self._desk, self._change, self._run.by, user.id, changes, self._held)
        after = self._snapshot(user.id)
        if before == after:
            return left("same", user.id)
        return Became(outcome="changed", subject=user.id, before=before, after=after)

    def _snapshot(self, user_id: str) -> str:
        member = member_of(self._change, user_id)
        ability, user = member.agent.ability, member.user
        kept = {
            "name": user.name,
            "teams": ability.teams,
            "languages": ability.languages,
            "skills": ability.skills,
            "active": ability.active,
            "password": bool(user.password),
        }
        return msgspec.json.encode(kept, order="deterministic").decode()

    def take_back(self, line: ImportLine) -> bool:
        """Who was made and has no password yet is deactivated; who was changed gets back what he had."""
        if not line.after or self._snapshot(line.subject) != line.after:
            return False
        back = Person(active=False)
        if line.outcome == "changed":
            old = msgspec.json.decode(line.before, type=Kept)
            back = Person(name=old.name, teams=old.teams, languages=old.languages, skills=old.skills)
        alter_user(self._desk, self._change, self._run.by, line.subject, back)
        return True


class Kept(msgspec.Struct, frozen=True):
    """What is on file of a user, as far as an import sets it."""

    name: str
    teams: tuple[str, ...]
    languages: dict[str, int]
    skills: dict[str, int]


def _named(change: Change, kind: str) -> dict[str, str]:
    """Slugs by slug and by folded name."""
    found: dict[str, str] = {}
    for row in change.where(docs.Document, {"kind": kind}):
        if not row.retired:
            found |= {row.slug: row.slug, folded(docs.read(kind, row.body).name): row.slug}
    return found


def _split(text: str) -> list[str]:
    return [one.strip() for one in LISTED.split(text) if one.strip()]


def _levels(text: str, known: Mapping[str, str] | None) -> dict[str, int] | None:
    """`es:5, en:3`, or names alone (level 3); None when one is not known."""
    found = {}
    for one in _split(text):
        name, _, level = one.partition(":")
        slug = folded(name) if known is None else known.get(folded(name))
        digits = level.strip() or "3"
        if not slug or not digits.isdigit() or not 1 <= int(digits) <= MOST_LEVEL:
            return None
        found[slug] = int(digits)
    return found
