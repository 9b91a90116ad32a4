"""Made-up conversations by the thousand or the million, for benchmarks: a centre, its people, and a log that could be.

Everything follows from the number and the seed. Conversations come one after the other, so that a past that forgets can
be told of any number of them.
"""

from collections.abc import Iterator
from random import Random

from msgspec import Struct

from atiende.domain import facts as f
from atiende.domain.customer import Address, CustomerDetails
from atiende.domain.ids import encode
from atiende.domain.message import MessageContent
from atiende.domain.row import Content, Work
from atiende.ports.store import Told

Entry = Told | Content | Work
DAY_MS = 86_400_000
MINUTE_MS = 60_000
OPEN_SHARE = 0.02
"""Of the conversations, those still in work at the end; everywhere in time, as forgotten matters are."""

FIRST = (
    "María",
    "Antonio",
    "Carmen",
    "José",
    "Lucía",
    "Javier",
    "Elena",
    "Núria",
    "Íñigo",
    "Begoña",
    "Olivia",
    "James",
    "Emily",
    "Oliver",
    "Amelia",
    "Harry",
    "Zoë",
    "Siân",
    "Aoife",
    "Callum",
)
LAST = (
    "García",
    "Martínez",
    "López",
    "Sánchez",
    "Pérez",
    "Gómez",
    "Muñoz",
    "Ibáñez",
    "Núñez",
    "Quiñones",
    "Smith",
    "Jones",
    "Taylor",
    "Brown",
    "Evans",
    "O'Neill",
    "Walker",
    "Hughes",
    "Bennett",
    "Clarke",
)
ASKS_ES = (
    "Buenos días, el pedido {n} no ha llegado y necesito saber cuándo lo recibiré.",
    "Hola, en la factura {n} aparece un cargo que no reconozco. ¿Me lo pueden explicar?",
    "El terminal de cobro no se conecta desde esta mañana, la luz parpadea en naranja.",
    "Quisiera cambiar la dirección de entrega del pedido {n} antes de que salga del almacén.",
    "Necesito un duplicado de la factura {n} para la gestoría, gracias.",
    "La impresora de etiquetas imprime en blanco después de actualizar el programa.",
    "¿Tienen existencias del lector de códigos en azul? Necesitaría {n} unidades.",
    "Me han cobrado dos veces la cuota de este mes, ¿pueden devolver una?",
    "No puedo entrar en el área de clientes: dice que la contraseña no es correcta.",
    "Querría devolver el artículo {n}, no es lo que esperaba y está sin abrir.",
)  # fmt: skip
ASKS_EN = (
    "Hello, order {n} has not arrived yet. Could you tell me where the parcel is?",
    "There is a charge on invoice {n} that I do not recognise, please explain it.",
    "The card reader will not connect since the update, the light is blinking orange.",
    "Could you send invoice {n} again? Our accountant never received the PDF.",
    "I would like to return item {n}, it is unopened and still in its box.",
    "How much would {n} label printers cost, delivered before Christmas?",
)
ANSWERS_ES = (
    "Buenos días: lo he revisado y ya está en camino, lo recibirá mañana antes de las 14:00.",
    "Tiene razón, he pedido el abono; lo verá en su cuenta en cinco días laborables.",
    "Le envío el duplicado adjunto. Quedamos a su disposición para lo que necesite.",
    "¿Puede comprobar que el cable de red esté bien conectado por los dos extremos?",
    "Ya puede entrar: he enviado un enlace para elegir una contraseña nueva.",
)
ANSWERS_EN = (
    "Thank you for telling us: it left the depot this morning and arrives tomorrow.",
    "You are right, I have asked for the refund; it takes five working days.",
    "I have sent the invoice again. Please tell me if anything is missing.",
    "Could you unplug the reader for a minute and plug it in again?",
)
CHANNELS = (("email", "mail"), ("email", "mail"), ("webchat", "chat"))
OUTCOMES = (("solved", "order"), ("informed", "order"), ("solved", "invoice"), ("solved", "technical"))
TAGS = ("urgent", "warehouse", "refund", "renewal")


class Crowd(Struct, frozen=True, kw_only=True):
    """`agents` are users' ids of the tenant, `queues` slugs of its queues. The conversations end at `until` (ms UTC)
    and began `days` before. `busiest` messages are in the first one."""

    count: int
    agents: tuple[str, ...]
    queues: tuple[str, ...]
    until: int
    days: int = 365
    seed: int = 1
    brand: str = "main"
    busiest: int = 0


def conversations(crowd: Crowd) -> Iterator[Entry]:
    """Facts and content of all of them, in the order of the log; a customer has five on average."""
    chance = Random(crowd.seed)
    customers = max(1, crowd.count // 5)
    begin, step = crowd.until - crowd.days * DAY_MS, crowd.days * DAY_MS / crowd.count
    seen: set[int] = set()
    for number in range(crowd.count):
        at = begin + int(number * step)
        who = chance.randrange(customers)
        if who not in seen:
            seen.add(who)
            yield from _customer(crowd, who, at)
        yield from _conversation(crowd, chance, (number, who), at)


def _id(prefix: str, number: int) -> str:
    """Ordered by number, as real ones are by time."""
    return encode(prefix, (number << 64) | 0x7000_8000)


def _customer(crowd: Crowd, who: int, at: int) -> Iterator[Entry]:
    customer, identity = _id("cus", who), _id("idn", who)
    first, last = FIRST[who % len(FIRST)], LAST[(who // len(FIRST)) % len(LAST)]
    address = f"{first}.{last}.{who}@mail.example".lower()
    yield Told(at, "system", f.CustomerSeen(customer=customer, brand=crowd.brand, channel="email"))
    yield Told(
        at,
        "system",
        f.IdentityAdded(identity=identity, customer=customer, brand=crowd.brand, channel="email", scope=crowd.brand),
    )
    yield CustomerDetails(id=customer, name=f"{first} {last}", language="en" if who % 4 == 3 else "es")
    yield Address(
        scope=crowd.brand, channel="email", normal=address, identity=identity, customer=customer, shown=address
    )


class _Matter(Struct, frozen=True):
    """One conversation and who is in it."""

    id: str
    interaction: str
    customer: str
    who: int
    agent: str
    queue: str
    channel: str
    endpoint: str


def _conversation(crowd: Crowd, chance: Random, made: tuple[int, int], at: int) -> Iterator[Entry]:
    number, who = made
    channel, endpoint = CHANNELS[chance.randrange(len(CHANNELS))]
    matter = _Matter(
        _id("cnv", number), _id("itr", number), _id("cus", who), who,
        chance.choice(crowd.agents), chance.choice(crowd.queues), channel, endpoint,
    )  # fmt: skip
    yield Told(
        at,
        f"customer:{matter.customer}",
        f.ConversationOpened(
            conversation=matter.id,
            customer=matter.customer,
            brand=crowd.brand,
            channel=channel,
            number=number + 1,
            queue=matter.queue,
            language="en" if who % 4 == 3 else "es",
            priority=chance.choice((2, 3, 3, 3, 4)),
        ),
    )
    yield from _asks(chance, matter, 1, at, number)
    yield _queued(crowd, matter, at)
    if number and chance.random() < OPEN_SHARE / 2:
        return
    yield from _handled(crowd, chance, matter, number, at)


def _queued(crowd: Crowd, matter: _Matter, at: int) -> Told:
    queued = f.InteractionQueued(
        interaction=matter.interaction,
        conversation=matter.id,
        customer=matter.customer,
        brand=crowd.brand,
        channel=matter.channel,
        endpoint=matter.endpoint,
        queue=matter.queue,
        since=at,
        entered=at,
        due=at + 60 * MINUTE_MS,
    )
    return Told(at, f"customer:{matter.customer}", queued)


def _handled(crowd: Crowd, chance: Random, matter: _Matter, number: int, at: int) -> Iterator[Entry]:
    agent, conversation = f"agent:{matter.agent}", matter.id
    taken = f.InteractionTaken(
        interaction=matter.interaction, conversation=conversation, agent=matter.agent, channel=matter.channel
    )
    yield Told(at, agent, taken)
    yield Told(at, agent, f.ConversationTaken(conversation=conversation, agent=matter.agent))
    yield from _answers(chance, matter, 2, at)
    position = 2
    more = crowd.busiest if number == 0 else 2 * (chance.random() < 0.3)
    while position < more:
        yield from _asks(chance, matter, position + 1, at, number)
        yield from _answers(chance, matter, position + 2, at)
        position += 2
    if chance.random() < 0.15:
        yield Told(at, agent, f.TagsChanged(conversation=conversation, tags=(chance.choice(TAGS),)))
    if number == 0 or chance.random() < OPEN_SHARE / 2:
        return
    ended = f.InteractionEnded(
        interaction=matter.interaction, conversation=conversation, how="done", by="agent", agent=matter.agent
    )
    yield Told(at, agent, ended)
    disposition, reason = chance.choice(OUTCOMES)
    resolved = f.ConversationResolved(conversation=conversation, disposition=disposition, reason=reason)
    yield Told(at, agent, resolved)


def _asks(chance: Random, matter: _Matter, position: int, at: int, number: int) -> Iterator[Entry]:
    english = matter.who % 4 == 3
    text = chance.choice(ASKS_EN if english else ASKS_ES).format(n=20_000 + number)
    received = f.MessageReceived(
        message=_message(matter, position),
        conversation=matter.id,
        interaction=matter.interaction,
        customer=matter.customer,
        channel=matter.channel,
        endpoint=matter.endpoint,
        position=position,
        characters=len(text),
    )
    yield Told(at, f"customer:{matter.customer}", received)
    subject = text[:40] if matter.channel == "email" else ""
    yield MessageContent(id=received.message, conversation=matter.id, text=text, subject=subject)


def _answers(chance: Random, matter: _Matter, position: int, at: int) -> Iterator[Entry]:
    text = chance.choice(ANSWERS_EN if matter.who % 4 == 3 else ANSWERS_ES)
    written = f.MessageWritten(
        message=_message(matter, position),
        conversation=matter.id,
        interaction=matter.interaction,
        author=matter.agent,
        channel=matter.channel,
        endpoint=matter.endpoint,
        identity=_id("idn", matter.who),
        position=position,
        characters=len(text),
    )
    yield Told(at, f"agent:{matter.agent}", written)
    yield Told(at, "system", f.MessageSent(message=written.message, conversation=matter.id))
    yield MessageContent(id=written.message, conversation=matter.id, text=text)


def _message(matter: _Matter, position: int) -> str:
    return matter.id.replace("cnv_", "msg_")[:-4] + f"{position:04d}"
