"""A centre with signed-in agents, made before the server starts: a benchmark measures work, not passwords."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from atiende.actions.configuration import Ref, publish
from atiende.actions.endpoints import public_key
from atiende.actions.sessions import open_session
from atiende.actions.setup import Administrator, Centre, Chat, Mailbox, create_centre
from atiende.actions.users import Person, create_user
from atiende.domain import documents as docs
from atiende.domain.message import Message, MessageContent
from atiende.ports.store import Change
from atiende.routing.guarantees.watch import Watch
from atiende.settings import Settings
from atiende.wiring import open_desk

PASSWORD = "only for a benchmark 1"  # noqa: S105
ROOM = 50
"""Chats at once for an agent of a benchmark: far beyond what a person carries."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    user: str
    token: str
    csrf: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """`chat` is the snippet's key of the web chat; `database` is empty for the data directory's own."""

    data_dir: Path
    database: str
    tenant: str
    chat: str
    admin: SignedIn
    agents: tuple[SignedIn, ...]

    @property
    def settings(self) -> Settings:
        """By which the stopped server's desk is opened."""
        return Settings(data_dir=self.data_dir, database_url=self.database)


async def prepare(data_dir: Path, agents: int, mailbox: str = "", database: str = "") -> Prepared:
    """Makes the centre in an empty data directory and closes it again; with a mailbox when an address is given."""
    async with open_desk(Settings(data_dir=data_dir, database_url=database)) as desk:
        centre = Centre(
            organization="Bench",
            time_zone="Europe/Madrid",
            language="es",
            admin=Administrator(name="Admin", email="admin@bench.test", password=PASSWORD),
            queue="Cola",
            chat=Chat(name="Chat"),
            mailbox=Mailbox(name="Mail", address=mailbox) if mailbox else None,
        )
        created = await create_centre(desk, centre)
        tenant = created.tenant

        await desk.store.change(tenant, _without_wrap_up, at=desk.clock.now())
        signed = []
        for number in range(agents):
            person = Person(
                name=f"Agent {number}",
                email=f"agent{number}@bench.test",
                role="agent",
                teams=("main",),
                languages={"es": 5},
                capacity={"webchat": ROOM},
            )
            user = (await create_user(desk, tenant, "system:bench", person)).user
            opened = await open_session(desk, tenant, user)
            signed.append(SignedIn(user.id, opened.token, opened.session.csrf))
        admin = await open_session(desk, tenant, created.member.user)
        return Prepared(
            data_dir=data_dir,
            database=database,
            tenant=tenant,
            chat=public_key(tenant, "chat"),
            admin=SignedIn(created.member.user.id, admin.token, admin.session.csrf),
            agents=tuple(signed),
        )


def _without_wrap_up(change: Change) -> None:
    queue = docs.Queue(name="Cola", brand="main", teams=["main"], wrap_up_seconds=0)
    publish(change, "system:bench", Ref("queue", "main"), queue)


PAGE = 1_000
EVERYTHING = 10_000_000


async def stored_order(prepared: Prepared) -> list[str]:
    """Visitors' client_ids in the stopped server's database, by conversation and position."""
    async with open_desk(prepared.settings) as desk:
        reading = desk.store.reading(prepared.tenant)
        contents = {row.id: row for row in await reading.where(MessageContent, {}, limit=EVERYTHING)}
        messages = await reading.where(Message, {"direction": "in"}, limit=EVERYTHING)
        messages.sort(key=lambda one: (one.conversation, one.position))
        return [contents[one.id].client_id.rpartition("/")[2] for one in messages if contents[one.id].client_id]


async def stored_messages(prepared: Prepared) -> dict[str, int]:
    """How often each visitor's client_id stands there."""
    return dict(Counter(await stored_order(prepared)))


async def stored_mails(prepared: Prepared) -> dict[str, int]:
    """How often each subject of a mail stands there."""
    async with open_desk(prepared.settings) as desk:
        contents = await desk.store.reading(prepared.tenant).where(MessageContent, {}, limit=EVERYTHING)
        return dict(Counter(one.subject for one in contents if one.mail_id))


async def stored_breaches(prepared: Prepared) -> list[str]:
    """Where the stored log breaks a guarantee."""
    watch, after, found = Watch(), 0, list[str]()
    async with open_desk(prepared.settings) as desk:
        while page := await desk.store.log(prepared.tenant, after, PAGE):
            found += [f"{one.guarantee}@{one.seq}" for logged in page for one in watch.follow(logged)]
            after = page[-1].seq
    return found
