"""Help for agents: drafts with their sources, never sent, counted; and the centre's own test sets."""

import msgspec
import pytest

from atiende.actions.assist import Draftable, end_suggestion, propose
from atiende.actions.conversations import take_conversation
from atiende.actions.endpoints import open_endpoint
from atiende.actions.evaluations import run_evaluation
from atiende.actions.intake import take_message
from atiende.actions.replies import send_reply
from atiende.actions.reply import Reply
from atiende.domain import facts as f
from atiende.domain.assist import EvaluationRun, SuggestionContent, SuggestionCount
from atiende.domain.assist_documents import Evaluation, EvaluationCase
from atiende.domain.errors import WrongState
from atiende.domain.message import Message, MessageContent
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk
from tests.doubles.language_model import fake_model
from tests.journeys.assist.helped_centre import RETURNS, facts_of, put, with_model
from tests.journeys.small_centre import ANA, TENANT
from tests.proof import proven

pytestmark = pytest.mark.anyio
QUESTION = "¿Cuántos días tengo para devolver un pedido?"
FIRST = f"Hola. Me han cobrado dos veces la factura F-2026-0311 de 49,90 €. {QUESTION}"
PROMISE = "Buenas tardes. Le devolveremos los 49,90 € en tres días."


async def says(desk: Desk, text: str, number: int) -> str:
    endpoint = await open_endpoint(desk, TENANT, "web")
    assert endpoint is not None
    inbound = Inbound(origin=f"pepa/{number}", address="v:pepa", name="Pepa Gil", text=text)
    return (await take_message(desk, endpoint, inbound)).conversation


async def spoken(desk: Desk) -> str:
    conversation = await says(desk, FIRST, 1)
    await take_conversation(desk, TENANT, ANA, conversation)
    return conversation


async def test_a_summary_says_where_each_line_is_from(desk: Desk) -> None:
    conversation = await spoken(desk)
    await send_reply(desk, TENANT, ANA, conversation, Reply(client_id="1", text=PROMISE))
    await says(desk, "¿Y cuándo me llega el router nuevo?", 2)
    draft = await propose(desk, TENANT, ANA, conversation, Draftable(kind="summary", language="es"))
    texts = {
        one.id: one.text
        for one in await desk.store.reading(TENANT).where(MessageContent, {"conversation": conversation})
    }
    assert draft.sources and draft.model == ""
    for source in draft.sources:
        assert source.text in texts[source.id] and draft.text[source.start : source.end] in texts[source.id]
    assert "Le devolveremos los 49,90 €" in draft.text and "F-2026-0311" in draft.text
    assert "Pendiente de respuesta: ¿Y cuándo me llega el router nuevo?" in draft.text


async def test_a_reply_is_drafted_from_the_article_and_never_sent(desk: Desk) -> None:
    conversation = await spoken(desk)
    before = await desk.store.reading(TENANT).where(Message, {"conversation": conversation})
    draft = await propose(desk, TENANT, ANA, conversation, Draftable(kind="reply", language="es"))
    assert draft.text.startswith("Hola, Pepa:") and RETURNS in draft.text
    assert [(one.kind, one.id) for one in draft.sources] == [("article", "devoluciones")]
    after = await desk.store.reading(TENANT).where(Message, {"conversation": conversation})
    assert len(after) == len(before)


async def test_where_there_is_nothing_to_say_nothing_is_made_up(desk: Desk) -> None:
    conversation = await says(desk, "xyzzy plugh", 1)
    assert (await propose(desk, TENANT, ANA, conversation, Draftable(kind="reply", language="es"))).text == ""
    assert await facts_of(desk, f.SuggestionMade) == []


async def test_what_becomes_of_a_draft_is_counted_once(desk: Desk) -> None:
    conversation = await spoken(desk)
    draft = await propose(desk, TENANT, ANA, conversation, Draftable(kind="next_step", language="es"))
    await end_suggestion(desk, TENANT, ANA, draft.id, "edited")
    await end_suggestion(desk, TENANT, ANA, draft.id, "edited")
    with pytest.raises(WrongState):
        await end_suggestion(desk, TENANT, ANA, draft.id, "discarded")
    count = await desk.store.reading(TENANT).get(SuggestionCount, "next_step", "")
    assert count is not None and (count.made, count.edited, count.discarded) == (1, 1, 0)
    kept = await desk.store.reading(TENANT).get(SuggestionContent, draft.id)
    assert kept is not None and kept.text == draft.text
    assert not await proven(desk.store, TENANT)


async def test_a_model_words_a_summary_it_can_prove_and_no_other(desk: Desk) -> None:
    conversation = await spoken(desk)
    async with fake_model() as fake:
        with_one = await with_model(desk, fake)
        worded = await propose(with_one, TENANT, ANA, conversation, Draftable(kind="summary", language="es"))
        assert worded.model == "tiny" and worded.sources[0].text in FIRST
        fake.mode = "invented"
        plain = await propose(with_one, TENANT, ANA, conversation, Draftable(kind="summary", language="es"))
        assert plain.model == "" and "100 euros" not in plain.text


async def test_a_test_set_tells_right_from_wrong_and_is_kept(desk: Desk) -> None:
    cases = [
        EvaluationCase(
            text="¿Cuántos días tengo para devolver un pedido?", source="devoluciones", contains=["30 días"]
        ),
        EvaluationCase(text="quiero hablar con una persona", handoff=True),
        EvaluationCase(text="necesito una copia de la factura", intent="duplicate_invoice"),
        EvaluationCase(text="xyzzy plugh fnord", unsure=True),
        EvaluationCase(text="¿Cómo reinicio el router?", source="devoluciones"),
        EvaluationCase(text=QUESTION, excludes=["30 días"]),
    ]
    body = Evaluation(name="Ours", brand="main", cases=cases)
    await put(desk, {("evaluation", "ours"): msgspec.json.encode(body).decode()})
    ran = await run_evaluation(desk, TENANT, "system", "ours")
    assert [one.wrong for one in ran.cases] == [(), (), (), (), ("other_source",), ("has",)]
    kept = await desk.store.reading(TENANT).get(EvaluationRun, ran.id)
    assert kept is not None and (kept.passed, kept.cases, kept.model) == (4, 6, "")
    assert not await proven(desk.store, TENANT)
