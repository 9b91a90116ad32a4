"""What is found, on both databases: every form of a word, newest first, and never what the viewer may not see."""

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, date
from pathlib import Path

import pytest
from msgspec.structs import replace

from atiende.actions.search import index_facts, indexed_to
from atiende.domain import facts as f
from atiende.domain.conversation import Conversation
from atiende.domain.customer import Address, CustomerDetails, OrganizationDetails
from atiende.domain.message import Attached, MessageContent
from atiende.domain.search import SearchEntry
from atiende.language.query import Known, moments, people, understand
from atiende.ports.desk import Desk
from atiende.ports.store import Change
from atiende.ports.views import CustomersWanted, Sight
from atiende.reactors.search import SearchReactor
from atiende.store.raw import guard
from atiende.store.store import SqlStore
from atiende.store.views import SqlViews
from tests.fakes import VirtualClock, open_desk

TENANT, OTHER = "ten_a", "ten_b"
ANA, EVA, MARTA = "usr_ana", "usr_eva", "usr_marta"
EVERYTHING = Sight(agent=MARTA, queues=None)
TODAY = date(2026, 5, 28)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Desk]:
    url = str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""
    async with open_desk(tmp_path, url=url) as made:
        yield made


@pytest.fixture(autouse=True)
def every_select_names_its_tenant() -> Iterator[None]:
    with guard():
        yield


class World:
    """Conversations by name, each with messages; `find` answers the texts found, in order."""

    def __init__(self, desk: Desk) -> None:
        assert isinstance(desk.store, SqlStore)
        self.desk, self.views = desk, SqlViews(desk.store)

    async def opens(self, name: str, queue: str = "sales", brand: str = "acme", who: str = "José Núñez") -> None:
        def decide(change: Change) -> None:
            customer = f"cus_{name}"
            change.record(f.CustomerSeen(customer=customer, brand=brand, channel="email"), actor="system")
            change.put(CustomerDetails(id=customer, name=who))
            opened = f.ConversationOpened(
                conversation=name, customer=customer, brand=brand, channel="email", queue=queue,
                number=change.number("conversation"),
            )  # fmt: skip
            change.record(opened, actor="system")

        await self.changes(decide)

    async def says(self, name: str, text: str, *files: str, subject: str = "") -> None:
        def decide(change: Change) -> None:
            row = change.get(Conversation, name)
            assert row is not None
            message = f"msg_{name}_{row.last + 1}"
            received = f.MessageReceived(
                message=message, conversation=name, interaction="itr", customer=row.customer, channel="email",
                endpoint="mail", position=row.last + 1,
            )  # fmt: skip
            change.record(received, actor=f"customer:{row.customer}")
            attached = tuple(Attached(id=f"fil_{one}", name=one, content_type="x", size=1, blob="b") for one in files)
            content = MessageContent(id=message, conversation=name, text=text, subject=subject, attachments=attached)
            change.put(content)

        await self.changes(decide)

    async def notes(self, name: str, text: str, author: str, only_for: str | None = None) -> None:
        def decide(change: Change) -> None:
            row = change.get(Conversation, name)
            assert row is not None
            message = f"msg_{name}_{row.last + 1}"
            noted = f.NoteWritten(
                message=message, conversation=name, author=author, position=row.last + 1, only_for=only_for
            )
            change.record(noted, actor=f"agent:{author}")
            change.put(MessageContent(id=message, conversation=name, text=text))

        await self.changes(decide)

    async def changes(self, decide: Callable[[Change], None], tenant: str = TENANT) -> None:
        assert isinstance(self.desk.clock, VirtualClock)
        await self.desk.clock.leap(0.001)
        await self.desk.store.change(tenant, decide, at=self.desk.clock.now())

    async def indexed(self) -> None:
        await SearchReactor(self.desk, TENANT).catch_up()

    async def find(self, text: str, sight: Sight = EVERYTHING, known: Known | None = None) -> list[str]:
        sought = moments(understand(text, TODAY, known or Known()), UTC)
        found = await self.views.search.messages(TENANT, sight, sought, None, 50, self.desk.clock.now())
        return [one.text for one in found.items]

    async def people(self, text: str, brands: tuple[str, ...] | None = None) -> list[str]:
        found = await self.views.search.customers(TENANT, None, brands, people(text), CustomersWanted())
        return [one.name for one in found.items]


@pytest.fixture
async def world(desk: Desk) -> World:
    made = World(desk)
    await made.opens("one")
    await made.says("one", "Quiero la devolución de mi pedido, por favor", "factura marzo.pdf", subject="Pedido roto")
    await made.opens("two", queue="office", brand="zeta", who="Mary Smith")
    await made.says("two", "My orders were returned. Call me: +34 600 11 12 22")
    await made.says("two", "El pedido llegó bien")
    await made.indexed()
    return made


RETURN, ORDERS, FINE = (
    "Quiero la devolución de mi pedido, por favor",
    "My orders were returned. Call me: +34 600 11 12 22",
    "El pedido llegó bien",
)


QUERIES: tuple[tuple[str, list[str]], ...] = (
    ("pedido ", [FINE, RETURN]),
    ("PEDIDOS ", [FINE, RETURN]),
    ("devolucion ", [RETURN]),
    ("devoluciones ", [RETURN]),
    ("order returning ", [ORDERS]),
    ("pedido -bien ", [RETURN]),
    ('"mi pedido"', [RETURN]),
    ('"pedido mi"', []),
    ("devoluc", [RETURN]),
    ("dev", [RETURN]),
    ("dex", []),
    ("600 111 222", [ORDERS]),
    ("+34 600111222", [ORDERS]),
    ("tiene:adjunto pedido ", [RETURN]),
    ("has:attachment ", [RETURN]),
    ("factura ", [RETURN]),
    ("roto ", [RETURN]),
    ("de:nuñez ", [RETURN]),
    ('from:"mary smith" ', [FINE, ORDERS]),
    ("cliente:jose ", [RETURN]),
    ("antes:2020-01-01 pedido ", []),
    ("despues:2020-01-01 pedido ", [FINE, RETURN]),
    ("pedido on:2026-05-28 ", [FINE, RETURN]),
    ("pedido ayer ", []),
    ("nothing", []),
)


async def test_words_in_every_form_are_found_newest_first(world: World) -> None:
    for query, found in QUERIES:
        assert await world.find(query) == found, query


async def test_conditions_are_those_of_the_conversation_now(world: World) -> None:
    await world.changes(lambda change: _(change.record(f.TagsChanged(conversation="one", tags=("vip",)), actor="x")))
    await world.changes(
        lambda change: _(change.record(f.ConversationTaken(conversation="one", agent=ANA), actor="agent:x"))
    )
    known = Known(tags={"vip": "vip"}, queues={"oficina": "office"}, agents={"ana": ANA}, me=MARTA)

    assert await world.find("pedido tag:vip ", known=known) == [RETURN]
    assert await world.find("pedido -etiqueta:vip ", known=known) == [FINE]
    assert await world.find("pedido cola:oficina ", known=known) == [FINE]
    assert await world.find("pedido agente:ana ", known=known) == [RETURN]
    assert await world.find("pedido agent:nobody ", known=known) == [FINE]
    assert await world.find("pedido es:nueva ", known=known) == [FINE]
    assert await world.find("pedido es:resuelta ", known=known) == []
    assert await world.find("pedido is:unread ", known=known) == [FINE, RETURN]
    assert await world.find("pedido is:vip ", known=known) == []


def _(_: object) -> None:
    return None


async def test_what_may_not_be_seen_is_not_found(world: World) -> None:
    office = Sight(agent=ANA, queues=("office",), brands=("zeta",))

    assert await world.find("pedido ", office) == [FINE]
    assert await world.find("pedido ", Sight(agent=ANA, queues=("office",), brands=("acme",))) == []
    assert await world.find("pedido ", Sight(agent=ANA, queues=None, brands=("acme",))) == [RETURN]
    assert await world.find("pedido ", Sight(agent=ANA)) == []

    await world.changes(
        lambda change: _(change.record(f.ConversationTaken(conversation="one", agent=ANA), actor="agent:x"))
    )
    assert await world.find("pedido ", Sight(agent=ANA)) == [RETURN]
    assert await world.people("jose", ("zeta",)) == []
    assert await world.people("jose", ("acme",)) == ["José Núñez"]


async def test_another_tenants_words_are_not_found(world: World) -> None:
    found = await world.views.search.messages(
        OTHER, EVERYTHING, understand("pedido ", TODAY, Known()).sought, None, 50, world.desk.clock.now()
    )

    assert found.items == []


async def test_a_coaching_note_is_found_by_its_two_people_only(world: World) -> None:
    await world.notes("one", "nota secreta de entrenamiento", MARTA, only_for=ANA)
    await world.notes("one", "nota secreta de todos", EVA)
    await world.indexed()

    everybody = "nota secreta de todos"
    assert await world.find("secreta ", Sight(agent=EVA, queues=None)) == [everybody]
    for one in (ANA, MARTA):
        assert len(await world.find("secreta ", Sight(agent=one, queues=None))) == 2


TYPED = ["jose nunez", "Núñez José", "nuñ", "600 11 12 33", "+34 600-111-233", "111233", "jose@casa.es", "casa.es"]


async def test_a_person_is_found_however_he_is_typed(world: World) -> None:
    def known_by(change: Change) -> None:
        for channel, shown in (("phone", "+34 600 111 233"), ("email", "jose@casa.es")):
            added = f.IdentityAdded(
                identity=f"idn_{channel}", customer="cus_one", brand="acme", channel=channel, scope="acme"
            )
            change.record(added, actor="system")
            change.put(
                Address(
                    scope="acme",
                    channel=channel,
                    normal=shown,
                    identity=f"idn_{channel}",
                    customer="cus_one",
                    shown=shown,
                )
            )

    await world.changes(known_by)
    await world.indexed()

    for typed in TYPED:
        assert await world.people(typed) == ["José Núñez"], typed
    assert await world.people("jose smith") == []


async def test_a_company_is_found_under_its_new_name_and_its_people_with_it(world: World) -> None:
    def begins(change: Change) -> None:
        change.record(f.OrganizationAdded(organization="org_1", brand="acme"), actor="x")
        change.put(OrganizationDetails(id="org_1", brand="acme", name="Ferretería Vieja", normal="ferreteria vieja"))
        change.record(f.OrganizationChanged(customer="cus_one", organization="org_1"), actor="x")

    def renamed(change: Change) -> None:
        change.record(f.OrganizationEdited(organization="org_1", fields=("name",)), actor="x")
        change.put(OrganizationDetails(id="org_1", brand="acme", name="Aceros del Norte", normal="aceros del norte"))

    await world.changes(begins)
    await world.indexed()
    assert await world.people("ferreteria") == ["José Núñez"]
    await world.changes(renamed)
    await world.indexed()

    search = world.views.search
    assert [one.name for one in await search.organizations(TENANT, None, people("aceros"), 5)] == ["Aceros del Norte"]
    assert await search.organizations(TENANT, None, people("ferreteria"), 5) == []
    assert await search.organizations(TENANT, ("zeta",), people("aceros"), 5) == []
    assert await world.people("aceros") == ["José Núñez"]
    assert await world.people("ferreteria") == []


async def test_erased_content_is_not_found_and_is_never_put_back(world: World) -> None:
    await world.changes(lambda change: change.drop(MessageContent, "msg_one_1"))

    assert await world.find("devolucion ") == []
    assert await world.desk.store.reading(TENANT).get(SearchEntry, "msg_one_1") is None
    await index_facts(world.desk, TENANT, await world.desk.store.log(TENANT, 0))
    assert await world.find("devolucion ") == []
    assert await world.find("pedido ") == [FINE]


async def test_what_was_masked_since_its_commit_is_not_found_by_what_it_said(world: World) -> None:
    await world.says("one", "Mi número es sietecientos")
    logged = await world.desk.store.log(TENANT, await indexed_to(world.desk, TENANT))
    fact = logged[0].fact
    assert isinstance(fact, f.MessageReceived)
    known = await world.desk.store.reading(TENANT).get(MessageContent, fact.message)
    assert known is not None
    await world.changes(lambda change: change.put(replace(known, text="****")))
    await index_facts(world.desk, TENANT, logged, {(MessageContent, (known.id,)): known})
    assert await world.find("sietecientos") == []
    assert await indexed_to(world.desk, TENANT) == logged[-1].seq


async def test_the_index_goes_on_where_it_stopped(world: World) -> None:
    await world.says("one", "primero después del corte")
    head = await world.desk.store.head(TENANT)
    assert await indexed_to(world.desk, TENANT) < head
    assert await world.find("corte ") == []

    await world.indexed()

    assert await indexed_to(world.desk, TENANT) == head
    assert await world.views.search.indexed(TENANT) == (head, head)
    assert await world.find("corte ") == ["primero después del corte"]


async def test_pages_neither_skip_nor_repeat(world: World) -> None:
    for number in range(23):
        await world.says("one", f"mensaje repetido {number}")
    await world.indexed()
    cursor, seen = None, list[str]()
    sought = understand("repetido ", TODAY, Known()).sought
    for _page in range(10):
        found = await world.views.search.messages(TENANT, EVERYTHING, sought, cursor, 7, 0)
        seen += [one.text for one in found.items]
        cursor = found.next
        if cursor is None:
            break

    assert seen == [f"mensaje repetido {number}" for number in range(22, -1, -1)]


async def test_a_number_is_found_where_it_may_be_seen(world: World) -> None:
    search = world.views.search

    assert await search.numbered(TENANT, EVERYTHING, 2) == ["two"]
    assert await search.numbered(TENANT, Sight(agent=ANA, queues=("sales",)), 2) == []


async def test_signs_and_quotes_are_no_syntax(world: World) -> None:
    for typed in (
        '"',
        "(",
        "a OR b*",
        "x AND NOT",
        "'; drop",
        "\\",
        "|",
        "&!",
        "%",
        "_",
        "pedido' & x",
        "日本語",
        "😀",
    ):
        assert isinstance(await world.find(typed + " "), list)
        assert isinstance(await world.people(typed), list)
