"""Other ways than waiting: offered once when the wait is long, and taken or not. Whoever takes one keeps his place."""

from msgspec.structs import replace

from atiende.actions import settings_of
from atiende.actions.conversations import conversation_of, interaction_of, withdraw_offer
from atiende.actions.queueing import Target, entering, requeued
from atiende.domain import callback
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.customer import Address
from atiende.domain.errors import Invalid, Unreachable, WrongState
from atiende.domain.flow import FlowSession
from atiende.domain.interaction import Interaction
from atiende.domain.people import email_problem, normal_email
from atiende.domain.work import Timer
from atiende.ports.desk import Desk
from atiende.ports.store import Change

SWITCHES = {"callback": "callback", "email": "deflect", "link": "deflect"}
"""By which switch of a flow's queue node a way is not offered."""


async def offer_ways(desk: Desk, tenant: str, interaction_id: str, expected_ms: tuple[int, int]) -> None:
    """Once per interaction, while it waits; nothing where there is no other way."""

    def decide(change: Change) -> None:
        one = interaction_of(change, interaction_id)
        ways = ways_of(desk, change, one)
        if one.state != "queued" or one.deflection or not ways:
            return
        offered = f.DeflectionOffered(
            interaction=one.id, conversation=one.conversation, queue=one.queue, expected_ms=expected_ms, ways=ways
        )
        change.record(offered, actor="system")

    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Interaction, (interaction_id,))])


def ways_of(desk: Desk, change: Change, one: Interaction) -> tuple[str, ...]:
    """What its queue offers, the flow he came through lets be, and the centre can do: callback, email, link."""
    session = change.get(FlowSession, one.id) if one.flow else None
    quiet = session.quiet if session is not None else ()
    rules = settings_of.rules_of(change, one.queue).deflection
    ways = {
        "callback": rules.callback and callback.CHANNEL in desk.channels,
        "email": rules.email and mailbox_of(desk, change, one.brand) is not None,
        "link": bool(rules.link) or settings_of.brand_of(change, one.brand).help_centre,
    }
    switched_off = {way for way, name in SWITCHES.items() if name in quiet}
    return tuple(way for way, possible in ways.items() if possible and way not in switched_off)


async def go_on_by_mail(desk: Desk, tenant: str, actor: str, interaction_id: str, email: str) -> None:
    """The interaction waits on as a mail would, with its place, and is answered to this address.

    Raises Invalid for what is no address, Unreachable where the brand has no mailbox, WrongState when it waits no more.
    """
    normal = normal_email(email)
    if email_problem(normal) is not None:
        raise Invalid(field="email", reason="bad_email")

    def decide(change: Change) -> None:
        one = interaction_of(change, interaction_id)
        if one.state not in ("queued", "offered") or not desk.channels[one.channel].traits.session:
            raise WrongState(state=one.state)
        found = mailbox_of(desk, change, one.brand)
        if found is None:
            raise Unreachable(channel="email")
        slug, mailbox = found
        answer_at(desk, change, (one.customer, one.brand), (slug, mailbox), (normal, email.strip()))
        withdraw_offer(change, one, "email")
        change.drop(Timer, "named", one.id)
        _take(change, one, "email", actor)
        same = requeued(desk, change, conversation_of(change, one.conversation), one, Target(queue=one.queue), "email")
        queued = entering(change, replace(same, channel=mailbox.channel, endpoint=slug), session=False)
        change.record(replace(queued, entered=one.entered, step=one.step), actor=actor)

    await desk.store.change(tenant, decide, at=desk.clock.now(), reads=[(Interaction, (interaction_id,))])


async def note_link(desk: Desk, tenant: str, actor: str, interaction_id: str) -> None:
    """He went to look at the help centre, and waits on."""

    def decide(change: Change) -> None:
        one = interaction_of(change, interaction_id)
        if one.deflection == "offered":
            _take(change, one, "link", actor)

    await desk.store.change(tenant, decide, at=desk.clock.now())


def mailbox_of(desk: Desk, change: Change, brand: str) -> tuple[str, docs.Endpoint] | None:
    """The brand's first published mailbox."""
    for row in change.where(docs.Document, {"kind": "endpoint"}):
        body = None if row.retired else docs.read("endpoint", row.body)
        if not isinstance(body, docs.Endpoint) or not body.enabled or body.brand != brand:
            continue
        channel = desk.channels.get(body.channel)
        if channel is not None and channel.traits.subject:
            return row.slug, body
    return None


def _take(change: Change, one: Interaction, way: str, actor: str) -> None:
    taken = f.DeflectionTaken(interaction=one.id, conversation=one.conversation, queue=one.queue, way=way)
    change.record(taken, actor=actor)


def answer_at(
    desk: Desk, change: Change, customer: tuple[str, str], mailbox: tuple[str, docs.Endpoint], email: tuple[str, str]
) -> str:
    """The identity a customer of a brand is answered at from now on, unproven; `email` is (normal, as written).

    One that is somebody else's in the brand is his at this mailbox only: mail that comes from it goes on being the
    other's. Raises Unreachable when it is a third one's there.
    """
    slug, body = mailbox
    whose, brand = customer
    normal, shown = email
    for scope in (brand, f"{brand}/{slug}"):
        known = change.get(Address, scope, body.channel, normal)
        if known is not None and known.customer == whose:
            return known.identity
        if known is not None:
            continue
        identity = desk.ids.new("idn")
        change.record(
            f.IdentityAdded(identity=identity, customer=whose, brand=brand, channel=body.channel, scope=scope),
            actor=f"customer:{whose}",
        )
        change.put(
            Address(scope=scope, channel=body.channel, normal=normal, identity=identity, customer=whose, shown=shown)
        )
        return identity
    raise Unreachable(channel=body.channel)
