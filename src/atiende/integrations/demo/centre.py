"""Makes the demo centre: its company, and three months lived through the real actions, or only its last two days."""

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from random import Random

from msgspec import Struct

from atiende.actions import setup
from atiende.actions.configuration import Ref, publish
from atiende.actions.phones import note_no_telephone
from atiende.actions.users import Person, add_user
from atiende.domain.demo import Demo
from atiende.domain.work import User
from atiende.integrations.demo.calling import Calling
from atiende.integrations.demo.clockwork import DAY_MS, HOUR_MS
from atiende.integrations.demo.company import Listed, documents
from atiende.integrations.demo.ending import close_the_day
from atiende.integrations.demo.history import History
from atiende.integrations.demo.knowledge import knowledge
from atiende.integrations.demo.past import Life
from atiende.integrations.demo.players import Players
from atiende.integrations.demo.recipes import flows
from atiende.integrations.demo.selfservice import SelfService
from atiende.integrations.demo.staff import STAFF, local
from atiende.integrations.demo.telephone import Telephone
from atiende.integrations.demo.telling import tell_stories
from atiende.integrations.demo.telling_calls import tell_calls
from atiende.ports.desk import Desk
from atiende.ports.store import Change

PASSWORD = "una demo para mirar"  # noqa: S105 - printed on the screen: the demo is there to be looked into
ACTOR = "system:demo"
ADMIN, ADMIN_MAIL = "Administración", "admin@atiende.test"
SEED, DAYS = 7, 91
Progress = Callable[[float], Awaitable[None]]


class Login(Struct, frozen=True):
    name: str
    email: str
    role: str


class Wish(Struct, frozen=True, kw_only=True):
    """For whom a demo is made, and how many days are behind it. `brief`: only the stories of the last two, and nobody
    plays. `password` is everybody's: well known only where the demo is all there is; beside a real centre nobody's.
    """

    home: str = ""
    by: str = ""
    brief: bool = False
    days: int = DAYS
    admin_mail: str = ADMIN_MAIL
    password: str = PASSWORD


def logins() -> list[Login]:
    """Everybody's, for whoever starts the demo by hand."""
    return [Login(ADMIN, ADMIN_MAIL, "admin"), *(Login(one.name, f"{one.key}@atiende.test", one.role) for one in STAFF)]


async def open_demo(desk: Desk, *, brief: bool = False, progress: Progress | None = None) -> list[Login]:
    """Makes the centre unless there is one already; answers its logins."""
    if not await desk.store.tenants():
        await make_demo(desk, desk.ids.new("ten"), Wish(brief=brief), progress)
    return logins()


async def make_demo(desk: Desk, tenant: str, wish: Wish, progress: Progress | None = None) -> str:
    """Lives the centre's past up to now; answers its administrator. Until the end the tenant is nobody's to run."""
    now = desk.clock.now()
    begins = now - (50 * HOUR_MS if wish.brief else wish.days * DAY_MS)
    past = desk.store.past(tenant)
    life = Life(desk, past, begins)
    demo = Demo(state="loading", at=now, home=wish.home, by=wish.by, live=not wish.brief)
    past.put(demo)
    hashed = await desk.keys.hash_password(wish.password)
    admin = await _found(life.desk, tenant, wish)
    first = (*documents(local(now).date()), *await flows())
    await life.desk.store.change(tenant, lambda change: _publish(change, first[:2]), at=begins)
    # A second later: the centre is called as the brand that was there first.
    people = await life.desk.store.change(
        tenant, partial(_configure, life.desk, hashed, first[2:], local(now).date()), at=begins + 1000
    )
    await past.flush()
    await _live(life, {**people, "admin": admin}, now, wish, progress)
    past.put(Demo(state="ready", at=now, home=wish.home, by=wish.by, live=not wish.brief, user=admin))
    await past.flush()
    return admin


async def _found(desk: Desk, tenant: str, wish: Wish) -> str:
    administrator = setup.Administrator(name=ADMIN, email=wish.admin_mail, password=wish.password)
    centre = setup.Centre(
        organization="Comercial Azahar", time_zone="Europe/Madrid", language="es", admin=administrator, queue="General"
    )
    return (await setup.create_centre(desk, centre, tenant)).member.user.id


def _publish(change: Change, listed: Listed) -> None:
    for kind, slug, body in listed:
        publish(change, ACTOR, Ref(kind, slug), body)


def _configure(desk: Desk, hashed: str, listed: Listed, today: date, change: Change) -> dict[str, str]:
    """The company's documents and its people; answers their ids by key."""
    _publish(change, listed)
    people = {}
    for one in STAFF:
        person = Person(
            name=one.name,
            email=f"{one.key}@atiende.test",
            locale=one.locale,
            role=one.role,
            teams=one.teams,
            languages=one.languages,
            skills={"devices": one.devices},
        )
        user = User(id=desk.ids.new("usr"), email="", name="", password=hashed)
        people[one.key] = add_user(desk, change, ACTOR, user, person).user.id
    _publish(change, knowledge(today, {"": people["marta"], "facturas": people["ana"]}))
    return people


async def _live(life: Life, people: dict[str, str], now: int, wish: Wish, progress: Progress | None) -> None:
    chance = Random(SEED)
    players = Players(life.desk, life.tenant, life.agenda, chance)
    players.names = {people[one.key]: one.name.partition(" ")[0] for one in STAFF}
    tell_stories(life, people, now)
    telephone = Telephone(life, people["marta"], now, Random(SEED))
    life.hear.append(telephone.hear)
    tell_calls(life, telephone, people, now)
    if not wish.brief:
        history = History(life, players, people, now, chance)
        players.supervisor = people["marta"]
        players.played = {people[one.key] for one in STAFF if one.role != "supervisor"}
        life.hear.append(players.hear)
        history.plan()
        SelfService(life, players, history.writer, history.guest, now).plan()
        Calling(life, telephone, now, history).plan()
    begins = life.clock.at

    async def share(at: int) -> None:
        if progress is not None:
            await progress((at - begins) / (now - begins))

    await life.run(now, share)
    await telephone.fall_silent()
    await note_no_telephone(life.desk, life.tenant, people.values())  # from here on calls ring in real pages only
    if not wish.brief:
        await close_the_day(life.desk, life.tenant, people, chance)
