"""Makes the demo centre and lives its last two days through the real actions, on a clock set back."""

from dataclasses import replace
from datetime import UTC, datetime

from msgspec import Struct

from atiende.actions import setup
from atiende.actions.configuration import Ref, publish
from atiende.actions.conversations import (
    pend_conversation,
    resolve_conversation,
    snooze_conversation,
    take_conversation,
)
from atiende.actions.customers import edit_customer, set_vip
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.actions.replies import Note, Reply, send_reply, write_note
from atiende.actions.users import Person, create_user
from atiende.domain import documents as docs
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address
from atiende.integrations.demo.stories import (
    BILLING,
    CHAT,
    GUESTS,
    HELP_CHAT,
    ORDERS,
    STORIES,
    TECHNICAL,
    Guest,
    Line,
    Story,
)
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from atiende.ports.store import Change

PASSWORD = "una demo para mirar"  # noqa: S105 - printed on the screen: the demo is there to be looked into
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
ACTOR = "system:demo"
MAILBOXES = (BILLING, ORDERS, TECHNICAL)


class Login(Struct, frozen=True):
    name: str
    email: str
    role: str


class SetBack:
    """A clock that stands where the story is."""

    def __init__(self, desk: Desk) -> None:
        self._real = desk.clock
        self.at = desk.clock.now()

    def now(self) -> int:
        return self.at

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.at / 1000, UTC)

    def elapsed(self) -> float:
        return self._real.elapsed()

    async def sleep(self, seconds: float) -> None:
        await self._real.sleep(seconds)


PEOPLE = (
    ("ana", "Ana García", "agent", {"es": 5, "en": 3}, ("support", "accounts"), 4),
    ("luis", "Luis Ortega", "agent", {"es": 5}, ("support",), 2),
    ("emma", "Emma Clark", "agent", {"en": 5, "es": 2}, ("support",), 3),
    ("marta", "Marta Solé", "supervisor", {"es": 5, "ca": 5, "en": 4}, ("support", "accounts"), 5),
)
"""Key, name, role, languages, teams, and how well they know the terminals."""

DOCUMENTS: tuple[tuple[str, str, docs.Body], ...] = (
    ("team", "support", docs.Team(name="Soporte y pedidos")),
    ("team", "accounts", docs.Team(name="Facturación")),
    ("skill", "devices", docs.Skill(name="Equipos y terminales")),
    ("workload", "default", docs.Workload(
        name="Carga habitual",
        channels=[
            docs.ChannelLoad(channel="webchat", units=[30, 25, 25]),
            docs.ChannelLoad(channel="email", units=[10, 10, 10, 10, 10], interruptible=True),
            docs.ChannelLoad(channel="callback", units=[100], exclusive=True),
        ],
        occupancy_cap_percent=90, occupancy_minutes=60, breather_seconds=120, long_minutes=45,
        hard_reasons=["complaint"], hard_in_a_row=3)),
    ("queue", "billing", docs.Queue(
        name="Facturación", brand="main", teams=["accounts"], answer_within_seconds=2 * 3600,
        order="deadline", choice="least_occupied", vip_priority=2, prefer_last_agent_seconds=60,
        steps=[docs.Step(after_seconds=300, teams=["accounts", "support"]),
               docs.Step(after_seconds=3600, priority=2)])),
    ("queue", "orders", docs.Queue(
        name="Pedidos", brand="main", teams=["support"], answer_within_seconds=3600, prefer_last_agent_seconds=60,
        deflection=docs.Deflection(above_seconds=300))),
    ("queue", "technical", docs.Queue(
        name="Soporte técnico", brand="main", teams=["support"], answer_within_seconds=4 * 3600, priority=2,
        skills=[docs.Required(skill="devices", level=3)], match_language=True, choice="best_skilled",
        handle_seconds=600, prefer_last_agent_seconds=60,
        steps=[docs.Step(after_seconds=600, skills=[docs.Required(skill="devices", level=1)]),
               docs.Step(after_seconds=1800, match_language=False, priority=1)])),
    *[("endpoint", slug, docs.Endpoint(
        name=name, brand="main", channel="webchat", queue=queue,
        settings={"greeting_es": "Hola, ¿en qué podemos ayudarle?", "greeting_en": "Hello, how can we help?"}))
      for slug, name, queue in ((CHAT, "Chat de la tienda", "orders"), (HELP_CHAT, "Chat de ayuda", "technical"))],
    *[("endpoint", slug, docs.Endpoint(
        name=name, brand="main", channel="email", queue=queue,
        settings={"address": f"{slug}@atiende.test", "display_name": f"Comercial Azahar · {name}"}))
      for slug, name, queue in (
          (BILLING, "Facturación", "billing"),
          (ORDERS, "Pedidos", "orders"),
          (TECHNICAL, "Soporte técnico", "technical"),
      )],
)  # fmt: skip


async def open_demo(desk: Desk) -> list[Login]:
    """Makes the centre unless there is one already; answers its logins."""
    logins = [Login("Administración", "admin@atiende.test", "admin")]
    logins += [Login(name, f"{key}@atiende.test", role) for key, name, role, *_ in PEOPLE]
    if await desk.store.tenants():
        return logins
    clock = SetBack(desk)
    past = replace(desk, clock=clock)
    clock.at -= 50 * HOUR_MS
    administrator = setup.Administrator(name="Administración", email="admin@atiende.test", password=PASSWORD)
    centre = setup.Centre(
        organization="Comercial Azahar", time_zone="Europe/Madrid", language="es", admin=administrator, queue="General"
    )
    tenant = (await setup.create_centre(past, centre)).tenant
    await _configure(past, tenant)
    people = {key: await _hire(past, tenant, key) for key, *_ in PEOPLE}
    await _live(past, clock, tenant, people)
    return logins


async def _configure(desk: Desk, tenant: str) -> None:
    def decide(change: Change) -> None:
        for kind, slug, body in DOCUMENTS:
            publish(change, ACTOR, Ref(kind, slug), body)

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def _hire(desk: Desk, tenant: str, key: str) -> str:
    _, name, role, languages, teams, devices = next(one for one in PEOPLE if one[0] == key)
    person = Person(
        name=name,
        email=f"{key}@atiende.test",
        locale="en" if key == "emma" else "es",
        password=PASSWORD,
        role=role,
        teams=teams,
        languages=languages,
        skills={"devices": devices},
    )
    return (await create_user(desk, tenant, ACTOR, person)).user.id


async def _live(desk: Desk, clock: SetBack, tenant: str, people: dict[str, str]) -> None:
    """Every line of every story in the order of time, then how each story stands now."""
    now = desk.clock.now() + 50 * HOUR_MS
    places: dict[str, str] = {}
    lines = [(line.ago, number, story, line) for number, story in enumerate(STORIES) for line in story.lines]
    for ago, _, story, line in sorted(lines, key=lambda one: (-one[0], one[1])):
        clock.at = now - ago * MINUTE_MS
        places[story.guest] = await _line(desk, tenant, people, story, line)
        if line is story.lines[-1] and story.end != "open":
            clock.at += 30_000
            await _end(desk, tenant, people, story, places[story.guest])
    clock.at = now


async def _line(desk: Desk, tenant: str, people: dict[str, str], story: Story, line: Line) -> str:
    if line.by == "customer":
        return await _customer_writes(desk, tenant, story, line)
    guest = _guest(story.guest)
    conversation = await _conversation_with(desk, tenant, story, guest)
    agent = people[line.by.removeprefix("note:")]
    once = desk.ids.new("dem")
    if line.by.startswith("note:"):
        await write_note(desk, tenant, agent, conversation, Note(client_id=once, text=line.text))
    else:
        await take_conversation(desk, tenant, agent, conversation)
        await send_reply(desk, tenant, agent, conversation, Reply(client_id=once, text=line.text))
    return conversation


async def _customer_writes(desk: Desk, tenant: str, story: Story, line: Line) -> str:
    guest = _guest(story.guest)
    endpoint = await open_endpoint(desk, tenant, story.endpoint)
    assert endpoint is not None  # published above
    once = desk.ids.new("dem")
    inbound = Inbound(
        origin=once,
        address=guest.email if story.endpoint in MAILBOXES else f"u:{guest.key}",
        name=guest.name,
        text=line.text,
        subject=story.subject,
        subject_key=story.subject.lower(),
        language=guest.language,
        mail_id=f"{once}@{guest.email.partition('@')[2]}" if story.endpoint in MAILBOXES else "",
        email="" if story.endpoint in MAILBOXES else guest.email,
    )
    taken = await take_message(desk, endpoint, inbound)
    if line is story.lines[0]:
        await _introduce(desk, tenant, guest, taken.conversation)
    return taken.conversation


async def _introduce(desk: Desk, tenant: str, guest: Guest, conversation: str) -> None:
    """What the company already knew of the customer."""
    found = await desk.store.reading(tenant).get(Conversation, conversation)
    assert found is not None
    known = {"organization": guest.organization, "language": guest.language}
    await edit_customer(desk, tenant, ACTOR, found.customer, known)
    if guest.vip:
        await set_vip(desk, tenant, ACTOR, found.customer, True)


async def _conversation_with(desk: Desk, tenant: str, story: Story, guest: Guest) -> str:
    scope = "main" if story.endpoint in MAILBOXES else f"main/{story.endpoint}"
    channel = "email" if story.endpoint in MAILBOXES else "webchat"
    normal = guest.email if story.endpoint in MAILBOXES else f"u:{guest.key}"
    address = await desk.store.reading(tenant).get(Address, scope, channel, normal)
    assert address is not None
    rows = await desk.store.reading(tenant).where(Conversation, {"customer": address.customer})
    return rows[-1].id


async def _end(desk: Desk, tenant: str, people: dict[str, str], story: Story, conversation: str) -> None:
    last = [one.by.removeprefix("note:") for one in story.lines if one.by != "customer"][-1]
    agent = people[last]
    if story.end == "pending":
        await pend_conversation(desk, tenant, agent, conversation)
    elif story.end == "snoozed":
        await snooze_conversation(desk, tenant, agent, conversation, desk.clock.now() + 20 * HOUR_MS)
    else:
        _, disposition, reason = story.end.split("/")
        await resolve_conversation(desk, tenant, agent, conversation, (disposition, reason))


def _guest(key: str) -> Guest:
    return next(one for one in GUESTS if one.key == key)
