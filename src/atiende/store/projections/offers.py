"""Offers: what an agent was asked to take, and what became of it."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.interaction import Interaction, Offer
from atiende.store.projections import calls
from atiende.store.projections.agents import carry, put_down
from atiende.store.projections.interactions import unload
from atiende.store.projections.rows import Rows, need, on


@on(f.InteractionOffered)
def offered(rows: Rows, logged: f.Logged, fact: f.InteractionOffered) -> None:
    """From here it is on the agent's load, so that nobody is asked for more than he can carry."""
    row = need(rows.get(Interaction, fact.interaction), fact)
    unload(rows, row, logged.at)
    rows.put(
        Offer(
            id=fact.offer,
            interaction=fact.interaction,
            conversation=fact.conversation,
            agent=fact.agent,
            queue=fact.queue,
            state="made",
            made_at=logged.at,
            expires_at=fact.expires_at,
        )
    )
    carry(rows, fact.agent, row.channel)
    rows.put(replace(row, state="offered", offer=fact.offer, offers=row.offers + 1))
    calls.work_offered(rows, logged, row, fact)


@on(f.OfferAccepted)
def accepted(rows: Rows, logged: f.Logged, fact: f.OfferAccepted) -> None:
    """The load stays; InteractionTaken follows."""
    offer = need(rows.get(Offer, fact.offer), fact)
    rows.put(replace(offer, state="accepted", answered_at=logged.at))


@on(f.OfferDeclined)
def declined(rows: Rows, logged: f.Logged, fact: f.OfferDeclined) -> None:
    _lost(rows, logged, fact, "declined")


@on(f.OfferExpired)
def expired(rows: Rows, logged: f.Logged, fact: f.OfferExpired) -> None:
    _lost(rows, logged, fact, "expired")


@on(f.OfferWithdrawn)
def withdrawn(rows: Rows, logged: f.Logged, fact: f.OfferWithdrawn) -> None:
    _lost(rows, logged, fact, "withdrawn")


def _lost(rows: Rows, logged: f.Logged, fact: f.OfferDeclined | f.OfferExpired | f.OfferWithdrawn, state: str) -> None:
    """Off the agent's load. The interaction's state is what the next fact says."""
    offer = need(rows.get(Offer, fact.offer), fact)
    if offer.state != "made":
        return
    rows.put(replace(offer, state=state, answered_at=logged.at))
    row = need(rows.get(Interaction, fact.interaction), fact)
    put_down(rows, offer.agent, row.channel, logged.at)
    calls.offer_lost(rows, logged, row, offer.id)
    if row.offer == fact.offer:
        rows.put(replace(row, offer=None))
