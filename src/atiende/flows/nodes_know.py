"""Nodes where a machine makes up what is said: an answer from the knowledge base, and the bot."""

from atiende.domain.flow_documents import Answer, Bot
from atiende.flows.expressions import Unsound
from atiende.flows.hearing import Offered
from atiende.flows.show import Message, keyed
from atiende.flows.state import Outcome, Said, Value
from atiende.flows.walk import Walk

ANSWER_SECONDS = 30
BOT_SECONDS = 60
MAX_SAID = 2000
MAX_CHOICES = 5


def say_machine(walk: Walk) -> None:
    """Once in a session, before anything that a machine makes up."""
    if not walk.told:
        walk.show(Message(text=walk.phrase("machine")), notice=True)
        walk.told = True


# --- answer ---


def answer(walk: Walk, node: Answer) -> None:
    say_machine(walk)
    try:
        question = walk.value(node.question)
    except Unsound as error:
        walk.fail(node.failed, error.code)
        return
    if not isinstance(question, str) or not question.strip():
        walk.go(node.unsure)
        return
    collections: list[Value] = list(node.collections)
    walk.ask_outside("answer", {"question": question[:MAX_SAID], "collections": collections}, ANSWER_SECONDS)


def answered(walk: Walk, node: Answer, heard: Outcome) -> None:
    text = heard.values.get("text")
    if heard.result == "failed":
        walk.fail(node.failed, heard.why or heard.result)
    elif heard.result == "ok" and isinstance(text, str) and text and heard.values.get("found") is not False:
        walk.show(Message(text=text, source=_text(heard, "source")))
        walk.go(node.next)
    else:
        walk.go(node.unsure)


# --- bot ---


def bot(walk: Walk, node: Bot) -> None:
    """What he has said already it answers at once."""
    say_machine(walk)
    first, walk.said = walk.said, ""
    greeting = walk.words(node.greeting)
    if first:
        walk.say(greeting, node.greeting)
        _think(walk, node, Said(text=first))
    else:
        text = greeting or walk.phrase("ask_bot")
        walk.listen(Message(text=text, expects="text", prompt=node.greeting.prompt or ""), node.patience_seconds)


def hear_bot(walk: Walk, node: Bot, said: Said) -> None:
    if not said.choice and walk.wants_person(said.text):
        _hand_over(walk, node, "asked")
    else:
        _think(walk, node, said)


def hear_busy_bot(walk: Walk, node: Bot, said: Said) -> None:
    """What he adds while the bot still thinks is answered next."""
    before = walk.asked.get("meanwhile")
    text = f"{before}\n{said.text}" if isinstance(before, str) else said.text
    walk.asked = {**walk.asked, "meanwhile": text[:MAX_SAID]}


def silent_bot(walk: Walk, node: Bot) -> None:
    walk.fail(node.failed, "silence")


def bot_outcome(walk: Walk, node: Bot, heard: Outcome) -> None:
    if heard.result == "failed":
        walk.fail(node.failed, heard.why or heard.result)
        return
    does = _text(heard, "does") or "unsure"
    if does == "person":
        _show(walk, heard)
        _hand_over(walk, node, _text(heard, "why") or "bot")
    elif does == "bye":
        _show(walk, heard)
        walk.go(node.next)
    elif does == "route":
        _route(walk, node, heard)
    elif does == "unsure" and node.unsure:
        walk.go(node.unsure)
    else:
        _talk_on(walk, node, heard)


def _think(walk: Walk, node: Bot, said: Said) -> None:
    turn = _number(walk, "turn") + 1
    if turn > node.turns:
        _hand_over(walk, node, "turns")
        return
    kept = walk.asked.get("kept")
    collections: list[Value] = list(node.collections)
    routes: list[Value] = [route.intent for route in node.routes]
    asked: dict[str, Value] = {
        "said": said.text[:MAX_SAID], "choice": said.choice, "turn": turn, "turns": node.turns,
        "instructions": node.instructions, "collections": collections, "routes": routes, "kept": kept,
    }  # fmt: skip
    walk.asked = {"turn": turn, "kept": kept, "said": said.text[:MAX_SAID]}
    walk.ask_outside("bot", asked, BOT_SECONDS)


def _hand_over(walk: Walk, node: Bot, why: str) -> None:
    walk.why = why[:60]
    walk.go(node.person)


def _route(walk: Walk, node: Bot, heard: Outcome) -> None:
    """Only where the flow leads: an intent without a route is as if it were unsure."""
    wanted = _text(heard, "intent")
    target = next((route.goto for route in node.routes if route.intent == wanted), "") or node.unsure
    if target:
        _show(walk, heard)
        said = walk.asked.get("said")
        walk.lead = said if isinstance(said, str) else ""
        walk.go(target)
    else:
        _talk_on(walk, node, heard)


def _talk_on(walk: Walk, node: Bot, heard: Outcome) -> None:
    meanwhile = walk.asked.get("meanwhile")
    _show(walk, heard)
    walk.asked = {"turn": _number(walk, "turn"), "kept": heard.values.get("kept")}
    if isinstance(meanwhile, str) and meanwhile:
        hear_bot(walk, node, Said(text=meanwhile))
    else:
        walk.await_input(node.patience_seconds)


def _show(walk: Walk, heard: Outcome) -> None:
    walk.show(
        Message(text=_text(heard, "text"), offered=_offered(heard), expects="text", source=_text(heard, "source"))
    )


def _offered(heard: Outcome) -> tuple[Offered, ...]:
    given = heard.values.get("choices")
    made = []
    for one in given[:MAX_CHOICES] if isinstance(given, list) else ():
        if isinstance(one, dict) and isinstance(one.get("id"), str) and isinstance(one.get("label"), str):
            made.append(Offered(id=str(one["id"])[:100], label=str(one["label"])[:200]))
    return keyed(made)


def _text(heard: Outcome, name: str) -> str:
    value = heard.values.get(name)
    return value if isinstance(value, str) else ""


def _number(walk: Walk, name: str) -> int:
    value = walk.asked.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
