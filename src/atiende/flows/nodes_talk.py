"""Nodes that talk with the customer: say, menu, ask, survey, voicemail."""

from atiende.domain.flow_documents import Ask, Menu, Question, Say, Survey, Voicemail, Words
from atiende.flows import checks
from atiende.flows.answers import understood_as, volunteered
from atiende.flows.hearing import Offered, chosen, hinted, plain
from atiende.flows.show import Message, keyed
from atiende.flows.state import Answered, Change, LeftMessage, Said, Value
from atiende.flows.variables import adapted
from atiende.flows.walk import Walk, yes_and_no

SHORT_TEXT = 80
"""Characters of a free answer, beyond which a person named in it is part of the story."""
SCALES = {"csat": (1, 5), "nps": (0, 10), "ces": (1, 7)}
SKIPS = frozenset(("omitir", "saltar", "skip", "no", "no gracias", "no thanks", "paso", "pasar"))


def joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


# --- say ---


def say(walk: Walk, node: Say) -> None:
    walk.say(walk.words(node.text), node.text)
    walk.go(node.next)


# --- menu ---


def menu(walk: Walk, node: Menu) -> None:
    """His first words may have chosen already; then nothing is asked."""
    first, walk.said = walk.said, ""
    if first and _take(walk, node, Said(text=first)):
        return
    _show_menu(walk, node, "")


def hear_menu(walk: Walk, node: Menu, said: Said) -> None:
    walk.lead = said.text
    if not _take(walk, node, said):
        _menu_again(walk, node, "unknown")


def silent_menu(walk: Walk, node: Menu) -> None:
    _menu_again(walk, node, "silence")


def _take(walk: Walk, node: Menu, said: Said) -> bool:
    """Goes where he wants, when that is clear. An option beats a person, a person beats what is only likely."""
    offered = _options(walk, node)
    found = chosen(said.text, said.choice, offered)
    if not found and (walk.wants_person(said.text) or (walk.world.speaks.voice and said.text.strip() == "0")):
        walk.to_person()
        return True
    found = found or hinted(said.text, offered) or _by_intent(walk, node, said.text)
    if found == PERSON:
        walk.to_person()
        return True
    target = next((one.goto for place, one in enumerate(node.options) if f"{walk.frame.node}.{place}" == found), "")
    if target:
        walk.why = ""
        walk.go(target)
    return bool(target)


PERSON = "person"


def _by_intent(walk: Walk, node: Menu, text: str) -> str:
    """The option of what he means, where intents are understood; `person` for that one."""
    if not text.strip() or checks.squeezed(text).isdigit():
        return ""
    meant = walk.world.read("intent", text[:2000], walk.language, walk.world.at)
    found = [
        f"{walk.frame.node}.{place}" for place, one in enumerate(node.options) if one.intent and one.intent == meant
    ]
    if found:
        return found[0]
    return PERSON if meant == PERSON else ""


def _options(walk: Walk, node: Menu) -> tuple[Offered, ...]:
    made = []
    for place, one in enumerate(node.options):
        others = tuple(text for text in (one.label.es, one.label.en, *one.label.more.values()) if text)
        made.append(
            Offered(
                id=f"{walk.frame.node}.{place}", label=walk.words(one.label) or one.goto, key=one.key,
                words=(*one.words, *others),
            )
        )  # fmt: skip
    return keyed(made)


def _menu_again(walk: Walk, node: Menu, why: str) -> None:
    walk.tries += 1
    if walk.tries > node.retries:
        walk.fail(node.failed, "not_understood")
        return
    _show_menu(walk, node, walk.words(node.unknown) or walk.phrase(why))


def _show_menu(walk: Walk, node: Menu, before: str) -> None:
    message = Message(
        text=joined(before, walk.words(node.text)), offered=_options(walk, node), expects="choice",
        prompt="" if before else node.text.prompt or "",
    )  # fmt: skip
    walk.listen(message, node.patience_seconds)


# --- ask ---


def ask(walk: Walk, node: Ask) -> None:
    """Not asked for when the words that led here say it already; those words answer one question only."""
    walk.said = ""
    value = volunteered(node, walk)
    if value is None:
        _show_question(walk, node, "")
    else:
        walk.lead = ""
        _take_value(walk, node, value)


def hear_ask(walk: Walk, node: Ask, said: Said) -> None:
    if "draft" in walk.asked:
        _hear_confirmed(walk, node, said)
        return
    value = understood_as(node, said, _choices(walk, node), walk)
    if value is None and (walk.wants_person(said.text) or (walk.world.speaks.voice and said.text.strip() == "0")):
        walk.to_person()
    elif value is None:
        _ask_again(walk, node, "invalid")
    elif node.check == "text" and len(said.text) <= SHORT_TEXT and walk.wants_person(said.text):
        walk.to_person()
    else:
        _take_value(walk, node, value)


def _take_value(walk: Walk, node: Ask, value: Value) -> None:
    if node.confirm and not node.secret:
        _read_back(walk, node, value)
    else:
        _keep(walk, node, value)


def silent_ask(walk: Walk, node: Ask) -> None:
    walk.asked = {}
    _ask_again(walk, node, "silence")


def _hear_confirmed(walk: Walk, node: Ask, said: Said) -> None:
    tapped = {"yes": True, "no": False}.get(said.choice)
    right = tapped if tapped is not None else checks.yes_no(said.text)
    if right:
        _keep(walk, node, walk.asked["draft"])
    elif right is None and walk.wants_person(said.text):
        walk.to_person()
    else:
        walk.asked = {}
        _ask_again(walk, node, "")


def _read_back(walk: Walk, node: Ask, value: Value) -> None:
    walk.asked = {"draft": value}
    shown = {True: walk.phrase("yes"), False: walk.phrase("no")}.get(value) if isinstance(value, bool) else str(value)
    message = Message(text=walk.phrase("confirm", value=shown or ""), offered=yes_and_no(walk), expects="choice")
    walk.listen(message, node.patience_seconds)


def _keep(walk: Walk, node: Ask, value: Value) -> None:
    flow = walk.flow
    declared = flow.variables.get(node.variable) if flow else None
    if declared is None or not walk.keep(node.variable, adapted(declared, value)):
        walk.broken("bad_variable")
    else:
        walk.go(node.next)


def _ask_again(walk: Walk, node: Ask, why: str) -> None:
    walk.tries += 1
    if walk.tries > node.retries:
        walk.fail(node.failed, "not_understood")
        return
    before = (walk.words(node.invalid) if why == "invalid" else "") or (walk.phrase(why) if why else "")
    _show_question(walk, node, before)


def _show_question(walk: Walk, node: Ask, before: str) -> None:
    message = Message(
        text=joined(before, walk.words(node.text)), offered=_choices(walk, node), secret=node.secret,
        expects=EXPECTS.get(node.check, "text"), prompt="" if before else node.text.prompt or "",
    )  # fmt: skip
    walk.listen(message, node.patience_seconds)


EXPECTS = {"file": "file", "choice": "choice", "yes_no": "choice", "number": "digits", "money": "digits"}


def _choices(walk: Walk, node: Ask) -> tuple[Offered, ...]:
    if node.check == "yes_no":
        return yes_and_no(walk)
    if node.check != "choice":
        return ()
    made = [_choice(walk, place, one) for place, one in enumerate(node.options)]
    return keyed(made)


def _choice(walk: Walk, place: int, label: Words) -> Offered:
    others = tuple(text for text in (label.es, label.en, *label.more.values()) if text)
    return Offered(id=f"{walk.frame.node}.{place}", label=walk.words(label) or str(place + 1), words=others)


# --- survey ---


def survey(walk: Walk, node: Survey) -> None:
    walk.said = ""
    _question(walk, node, 0)


def hear_survey(walk: Walk, node: Survey, said: Said) -> None:
    place = _place(walk)
    question = node.questions[place]
    words = plain(said.text)
    if walk.wants_person(said.text):
        walk.to_person()
        return
    answer = _answer(walk, question, said)
    if answer is not None:
        walk.effects.append(answer)
    elif not (question.optional and words in SKIPS) and walk.tries < 1:
        walk.tries += 1
        _question(walk, node, place)
        return
    walk.tries = 0
    if place + 1 < len(node.questions):
        _question(walk, node, place + 1)
    else:
        walk.go(node.next)


def silent_survey(walk: Walk, node: Survey) -> None:
    walk.go(node.next)


def _place(walk: Walk) -> int:
    place = walk.asked.get("question", 0)
    return place if isinstance(place, int) else 0


def _answer(walk: Walk, question: Question, said: Said) -> Answered | None:
    if question.scale == "comment":
        text = said.text.strip()[: checks.MAX_TEXT]
        skipped = question.optional and plain(text) in SKIPS
        return Answered(scale="comment", comment=text) if text and not skipped else None
    found = chosen(said.text, said.choice, _scale(walk, question))
    return Answered(scale=question.scale, score=int(found.rpartition(".")[2])) if found else None


def _scale(walk: Walk, question: Question) -> tuple[Offered, ...]:
    low, high = SCALES[question.scale]
    base = f"{walk.frame.node}.{_place(walk)}"
    return tuple(Offered(id=f"{base}.{score}", label=str(score), key=str(score)) for score in range(low, high + 1))


def _question(walk: Walk, node: Survey, place: int) -> None:
    """A scale that cannot be tapped is said in a sentence, not as a list of numbers."""
    walk.asked = {"question": place}
    question = node.questions[place]
    text = walk.words(question.text)
    offered: tuple[Offered, ...] = ()
    if question.scale != "comment":
        offered = _scale(walk, question)
        if walk.world.speaks.voice or len(offered) > max(walk.world.speaks.buttons, walk.world.speaks.list_items):
            low, high = SCALES[question.scale]
            text, offered = joined(text, walk.phrase("scale", low=str(low), high=str(high))), ()
    elif question.optional:
        text = joined(text, walk.phrase("skip"))
    expects = "text" if question.scale == "comment" else "choice" if offered else "digits"
    prompt = question.text.prompt or ""
    walk.listen(Message(text=text, offered=offered, expects=expects, prompt=prompt), node.patience_seconds)


# --- voicemail ---


def voicemail(walk: Walk, node: Voicemail) -> None:
    walk.said = ""
    spoken = walk.world.speaks.voice
    message = Message(
        text=walk.words(node.text), expects="message" if spoken else "text", prompt=node.text.prompt or "",
        seconds=node.seconds if spoken else 0,
    )  # fmt: skip
    walk.listen(message, max(node.seconds + 60, 300))


def hear_voicemail(walk: Walk, node: Voicemail, said: Said) -> None:
    if not said.text.strip() and not said.files:
        silent_voicemail(walk, node)
        return
    if walk.world.speaks.voice:
        walk.effects.append(LeftMessage(queue=node.queue))
    else:
        walk.effects.append(Change(open=True, queue=node.queue, note=said.text.strip()[: checks.MAX_TEXT]))
    walk.go(node.next)


def silent_voicemail(walk: Walk, node: Voicemail) -> None:
    walk.fail(node.failed, "nothing_left")
