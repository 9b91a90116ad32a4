"""AT-13: usage over plan for three months, a support query is resolved: one sourced suggestion appears and acceptance
is counted; on a claim under the Spanish policy none appears, and why is logged."""

import msgspec
import pytest

from atiende.actions.assist import end_suggestion
from atiende.actions.conversations import resolve_conversation, take_conversation
from atiende.actions.customers import edit_customer
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.actions.labels import set_kind
from atiende.domain import facts as f
from atiende.domain.assist import Suggestion, SuggestionContent, SuggestionCount
from atiende.domain.assist_documents import Offering
from atiende.domain.conversation import Conversation
from atiende.domain.desk_documents import CustomField
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from atiende.reactors.assist import prompt_all
from tests.fakes import VirtualClock
from tests.journeys.assist.helped_centre import facts_of, put
from tests.journeys.small_centre import ANA, TENANT
from tests.proof import proven

pytestmark = [pytest.mark.anyio, pytest.mark.scenario]
OVER = " && ".join(f"customer.fields.usage_{month} > customer.fields.plan" for month in ("m1", "m2", "m3"))
FIELDS = {"plan": "10", "usage_m1": "12.5", "usage_m2": "14", "usage_m3": "11"}
BIGGER = Offering(
    name="Bigger plan",
    name_es="Tarifa mayor",
    text_es="Con la tarifa de 20 GB no pagaría excesos.",
    text_en="With 20 GB you would pay no extras.",
    when=OVER,
)


@pytest.fixture
async def centre(desk: Desk) -> Desk:
    bodies = {("field", slug): CustomField(name=slug, of="customer", type="number") for slug in FIELDS}
    texts = {key: msgspec.json.encode(body).decode() for key, body in bodies.items()}
    await put(desk, {**texts, ("offering", "bigger"): msgspec.json.encode(BIGGER).decode()})
    return desk


async def asks(desk: Desk, who: str, number: int = 1) -> Conversation:
    """A support query of a customer whose usage is over his plan, in Ana's hands."""
    endpoint = await open_endpoint(desk, TENANT, "web")
    assert endpoint is not None
    inbound = Inbound(origin=f"{who}/{number}", address=f"v:{who}", name=who, text="¿Cómo configuro el buzón?")
    message = await take_message(desk, endpoint, inbound)
    conversation = await desk.store.reading(TENANT).get(Conversation, message.conversation)
    assert conversation is not None
    await edit_customer(desk, TENANT, ANA, conversation.customer, {}, FIELDS)
    return await take_conversation(desk, TENANT, ANA, conversation.id)


async def resolved(desk: Desk, conversation: Conversation) -> list[Suggestion]:
    before = await desk.store.head(TENANT)
    await resolve_conversation(desk, TENANT, ANA, conversation.id, ("solved", "billing"))
    await prompt_all(desk, TENANT, await desk.store.log(TENANT, before))
    return await desk.store.reading(TENANT).where(Suggestion, {"conversation": conversation.id})


async def test_one_sourced_suggestion_appears_and_its_acceptance_is_counted(centre: Desk) -> None:
    (made,) = await resolved(centre, await asks(centre, "pepa"))
    assert (made.state, made.offering, made.agent) == ("made", "bigger", ANA)
    content = await centre.store.reading(TENANT).get(SuggestionContent, made.id)
    assert content is not None and content.text == BIGGER.text_es
    assert {(one.kind, one.id, one.text) for one in content.sources} == {
        ("field", slug, value) for slug, value in FIELDS.items()
    }
    await end_suggestion(centre, TENANT, ANA, made.id, "taken")
    count = await centre.store.reading(TENANT).get(SuggestionCount, "offering", "bigger")
    assert count is not None and (count.made, count.taken) == (1, 1)
    assert not await proven(centre.store, TENANT)


async def test_on_a_claim_under_the_spanish_policy_none_appears_and_why_is_logged(centre: Desk) -> None:
    conversation = await asks(centre, "pepa")
    await set_kind(centre, TENANT, ANA, conversation.id, "claim")
    (withheld,) = await resolved(centre, conversation)
    assert (withheld.state, withheld.why) == ("withheld", "claim")
    assert await facts_of(centre, f.SuggestionMade) == []
    (logged,) = await facts_of(centre, f.SuggestionWithheld)
    assert isinstance(logged, f.SuggestionWithheld) and (logged.offering, logged.why) == ("bigger", "claim")
    assert not await proven(centre.store, TENANT)


async def test_without_the_spanish_profile_the_same_claim_gets_it(centre: Desk) -> None:
    """The other way round: it is the profile that withholds it, not chance."""
    elsewhere = msgspec.structs.replace(BIGGER, profile="")
    await put(centre, {("offering", "bigger"): msgspec.json.encode(elsewhere).decode()})
    conversation = await asks(centre, "pepa")
    await set_kind(centre, TENANT, ANA, conversation.id, "claim")
    (made,) = await resolved(centre, conversation)
    assert made.state == "made"


async def test_it_is_not_offered_again_before_its_time_nor_without_consent(centre: Desk) -> None:
    await resolved(centre, await asks(centre, "pepa"))
    assert isinstance(centre.clock, VirtualClock)
    await centre.clock.advance(60)
    again = await resolved(centre, await asks(centre, "pepa", 2))
    assert [one.why for one in again if one.state == "withheld"] in ([], ["asked_before"])
    assert len(await facts_of(centre, f.SuggestionMade)) == 1
    wary = msgspec.structs.replace(BIGGER, consent="agrees")
    await put(centre, {("offering", "bigger"): msgspec.json.encode(wary).decode()})
    (withheld,) = await resolved(centre, await asks(centre, "juan"))
    assert withheld.why == "no_consent"


async def test_nothing_is_offered_to_whom_it_does_not_fit(centre: Desk) -> None:
    conversation = await asks(centre, "pepa")
    await edit_customer(centre, TENANT, ANA, conversation.customer, {}, {**FIELDS, "usage_m2": "9"})
    assert await resolved(centre, conversation) == []
