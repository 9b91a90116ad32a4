"""A new centre: its documents, its first queue and addresses, and the person who administers it, in one change."""

import hmac
from collections.abc import Sequence
from functools import partial

import msgspec
from msgspec import Struct

from atiende.actions import defaults
from atiende.actions.configuration import Ref, publish
from atiende.actions.demos import real_tenants
from atiende.actions.published import Published
from atiende.actions.users import Member, Person, add_user
from atiende.domain import document_rules as rules
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.call import VOICE
from atiende.domain.check import Json, Problem, Unfit
from atiende.domain.errors import Conflict, NotAllowed
from atiende.domain.ids import encode
from atiende.domain.people import password_problem
from atiende.domain.work import User
from atiende.ports.desk import Desk
from atiende.ports.store import Change

ACTOR = "system:setup"
PURPOSE = "setup"
HIDDEN = ("password", "secret", "token")
"""Settings whose names end so are sealed, and only referred to."""


class Administrator(Struct, frozen=True, kw_only=True):
    name: str
    email: str
    password: str


class Chat(Struct, frozen=True, kw_only=True):
    """A chat on a web page. `settings` are the channel's own."""

    name: str
    color: str = ""
    channel: str = "webchat"
    settings: docs.Settings = {}


class Mailbox(Struct, frozen=True, kw_only=True):
    """An address people write to. `settings` are the channel's own; passwords among them become secrets."""

    name: str
    address: str
    channel: str = "email"
    settings: docs.Settings = {}


class Centre(Struct, frozen=True, kw_only=True):
    """What the first page asks for. `opening`: which of the usual hours; `holidays`: where those are closed."""

    organization: str
    time_zone: str
    language: str
    admin: Administrator
    queue: str
    opening: defaults.Opening = "always"
    holidays: str = ""
    acknowledge: defaults.Acknowledge = "claims"
    chat: Chat | None = None
    mailbox: Mailbox | None = None


class Created(Struct, frozen=True):
    tenant: str
    member: Member


def setup_token(desk: Desk) -> str:
    """The one-time token of the first set-up, made from the centre's key: stored nowhere, the same after a restart."""
    return desk.keys.digest(PURPOSE, "token")


def first_tenant(desk: Desk) -> str:
    """The first centre's id, the same for everybody who tries at once: the second one finds it taken."""
    return encode("ten", int(desk.keys.digest(PURPOSE, "tenant"), 16))


async def check_token(desk: Desk, token: str) -> None:
    """Raises NotAllowed for a wrong token, Conflict once a centre exists."""
    if not hmac.compare_digest(token.encode(), setup_token(desk).encode()):
        raise NotAllowed(reason="setup_token")
    if await real_tenants(desk):
        raise Conflict(reason="already_set_up")


async def set_up(desk: Desk, token: str, centre: Centre) -> Created:
    """The first page's action: once, with the token the server printed. Raises NotAllowed, Conflict, Unfit."""
    await check_token(desk, token)
    return await create_centre(desk, centre, first_tenant(desk))


async def create_centre(desk: Desk, centre: Centre, tenant: str | None = None) -> Created:
    """Makes a centre that can work at once. Raises Conflict when the tenant exists, Unfit with every problem."""
    tenant = tenant or desk.ids.new("ten")
    _check_centre(centre)
    user = User(
        id=desk.ids.new("usr"), email="", name="", password=await desk.keys.hash_password(centre.admin.password)
    )

    def decide(change: Change) -> Member:
        if change.get(docs.Document, "brand", defaults.BRAND) is not None:
            raise Conflict(reason="already_set_up")
        change.record(f.TenantCreated(language=centre.language, time_zone=centre.time_zone), actor=ACTOR)
        usual = defaults.Usual(opening=centre.opening, holidays=centre.holidays, acknowledge=centre.acknowledge)
        for kind, slug, body in defaults.documents(centre.organization, centre.language, centre.time_zone, usual):
            _put_in_force(desk, change, Ref(kind, slug), body, field="")
        queue = docs.Queue(name=centre.queue, brand=defaults.BRAND, teams=[defaults.TEAM], hours=usual.hours)
        _put_in_force(desk, change, Ref("queue", defaults.BRAND), queue, field="queue")
        _addresses(desk, change, centre)
        return _administrator(desk, change, user, centre)

    return Created(tenant, await desk.store.change(tenant, decide, at=desk.clock.now()))


def _check_centre(centre: Centre) -> None:
    """What must be right before the costly part. Raises Unfit."""
    problems = []
    if centre.language not in rules.LANGUAGES:
        problems.append(Problem("language", "unknown_language"))
    if centre.time_zone not in rules.time_zones():
        problems.append(Problem("time_zone", "unknown_time_zone"))
    if not 1 <= len(centre.organization.strip()) <= 120:
        problems.append(Problem("organization", "required" if not centre.organization.strip() else "too_long"))
    code = password_problem(centre.admin.password, centre.admin.email)
    if code is not None:
        problems.append(Problem("admin.password", code))
    if problems:
        raise Unfit(problems)


def _put_in_force(desk: Desk, change: Change, ref: Ref, body: docs.Body, field: str) -> None:
    """Checked like any other document; problems are named by the page's field. Raises Unfit."""
    plain: Json = msgspec.to_builtins(body)
    try:
        publish(change, ACTOR, ref, rules.fit(ref.kind, ref.slug, plain, Published(desk, change)))
    except Unfit as unfit:
        raise Unfit(_under(field, unfit.problems)) from unfit


def _under(field: str, problems: Sequence[Problem]) -> Sequence[Problem]:
    prefix = f"{field}." if field else ""
    return [msgspec.structs.replace(problem, field=prefix + problem.field) for problem in problems]


def _addresses(desk: Desk, change: Change, centre: Centre) -> None:
    """The chat for a web page, from which it can be called too, and the mailbox with its passwords sealed."""
    put = partial(_put_in_force, desk, change)
    calls = VOICE in desk.channels and centre.chat is not None
    if calls:
        name = {True: "Llamadas", False: "Calls"}[centre.language.startswith("es")]
        put(Ref("endpoint", "phone"), _endpoint(name, VOICE, {"web": True}), "chat")
    if centre.chat is not None:
        own: docs.Settings = {"color": centre.chat.color} if centre.chat.color else {}
        own |= {"calls": "phone"} if calls else {}
        put(
            Ref("endpoint", "chat"),
            _endpoint(centre.chat.name, centre.chat.channel, own | centre.chat.settings),
            "chat",
        )
    if centre.mailbox is not None:
        box = centre.mailbox
        settings: docs.Settings = {"address": box.address} | {
            name: _hidden(desk, change, name, value) for name, value in box.settings.items()
        }
        put(Ref("endpoint", "mail"), _endpoint(box.name, box.channel, settings), "mailbox")


def _endpoint(name: str, channel: str, settings: docs.Settings) -> docs.Endpoint:
    return docs.Endpoint(name=name, brand=defaults.BRAND, channel=channel, queue=defaults.BRAND, settings=settings)


def _hidden(desk: Desk, change: Change, name: str, value: str | int | bool | list[str]) -> str | int | bool | list[str]:
    """A password of the mailbox becomes a secret of the centre."""
    if not isinstance(value, str) or not value or value.startswith("secret:") or not name.endswith(HIDDEN):
        return value
    secret = f"mail.{name}"
    change.record(f.SecretChanged(name=secret), actor=ACTOR)
    change.put(docs.Secret(name=secret, sealed=desk.keys.seal(value), at=change.at))
    return f"secret:{secret}"


def _administrator(desk: Desk, change: Change, user: User, centre: Centre) -> Member:
    person = Person(
        name=centre.admin.name,
        email=centre.admin.email,
        locale=centre.language,
        role="admin",
        teams=(defaults.TEAM,),
        languages={centre.language: 5},
    )
    try:
        return add_user(desk, change, ACTOR, user, person)
    except Unfit as unfit:
        raise Unfit(_under("admin", unfit.problems)) from unfit
