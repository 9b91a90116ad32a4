"""What a bot does with what was said: it takes the route of what is wanted, answers from the knowledge base with its
source, asks when it is unsure, and hands over when asked, when he is upset, or when it has not understood twice.

It works without any model: intents the centre taught, and passages as they are written. A model, where there is one,
may word an answer or choose among the flow's routes, and nothing else. Whatever goes wrong leads to a person.
"""

from collections.abc import Mapping, Sequence

import structlog
from msgspec.structs import replace

from atiende.actions import bot_sense as sense
from atiende.actions.bot_sense import Asked, Bot, Move, Wishes
from atiende.actions.intents import understand
from atiende.actions.knowledge import Found, Within, find_passages, note_question
from atiende.actions.knowledge import Question as Looked
from atiende.actions.phrasing import Wording, phrase, plan
from atiende.domain import facts as f
from atiende.domain.errors import Refusal
from atiende.flows.state import Outcome, Value
from atiende.language import manners
from atiende.language.handoff import wants_person
from atiende.language.intents import Understood
from atiende.language.moods import is_farewell, is_upset
from atiende.language.sentences import shortened
from atiende.ports.desk import Desk

log = structlog.get_logger()
SURE = 0.6
"""How much of a question a passage must speak of to be shown as its answer."""
LIKELY = 0.5
"""And so much when it is a question."""
CERTAIN = 0.9
"""How sure an intent must be, of 1, to be acted upon whatever the knowledge base says."""
CLEAR, LEAD = 0.8, 0.4
"""Or so sure, or so far before the second, where no article answers what was asked."""
FIRM = 1.0
"""How many spreads above what is just known what is certain must be."""
HEARD = 0.8
"""The share of a question whether something may be done that must have been taught for a route to be taken."""
FAINT = 0.08
LONGEST_ANSWER = 700
MOST_PASSAGES = 3
ARTICLE = "article:"
OTHER = "other"
PATIENCE = 1
"""Times it may say that it has not understood; the next time a person gets it."""


async def answer(desk: Desk, tenant: str, asked: Mapping[str, Value]) -> Outcome:
    """Performer of `answer`: ok with text, source and score; missing when nothing answers it; failed never silently."""
    wanted = sense.asked_of(asked)
    begun = desk.clock.elapsed()
    try:
        desk.load.need("bots")
        one = Bot(desk=desk, tenant=tenant, asked=wanted, formal=await sense.is_formal(desk, tenant, wanted.brand))
        move = await _answered(one, await _passages(one))
    except Refusal as refusal:
        log.warning("answer failed", interaction=wanted.interaction, code=refusal.code)
        return Outcome(errand=wanted.errand, result="failed", why=refusal.code)
    told = move or Move(does="ask", why="not_found")
    await _note(desk, tenant, wanted, told, begun)
    if move is None:
        return Outcome(errand=wanted.errand, result="missing", values={"found": False}, why="not_found")
    return Outcome(errand=wanted.errand, result="ok", values={"found": True, **sense.values_of(move)}, why="answer")


async def bot(desk: Desk, tenant: str, asked: Mapping[str, Value]) -> Outcome:
    """Performer of `bot`: `does` says what comes next; the flow does it."""
    wanted = sense.asked_of(asked)
    begun = desk.clock.elapsed()
    try:
        desk.load.need("bots")
        move = await decide(desk, tenant, wanted)
    except Refusal as refusal:
        log.warning("bot failed", interaction=wanted.interaction, code=refusal.code)
        return Outcome(errand=wanted.errand, result="failed", why=refusal.code)
    await _note(desk, tenant, wanted, move, begun)
    return Outcome(errand=wanted.errand, result="ok", values=sense.values_of(move), why=move.does)


async def decide(desk: Desk, tenant: str, asked: Asked) -> Move:
    """The move alone, without leaving a trace beside the model's log: test sets of the centre use it."""
    one = Bot(desk=desk, tenant=tenant, asked=asked, formal=await sense.is_formal(desk, tenant, asked.brand))
    at_once = _at_once(one)
    if at_once is not None:
        return at_once
    chosen = await _chosen(one)
    if chosen is not None:
        return chosen
    names = await sense.names_of(desk, tenant, asked)
    wishes = await _wishes(one)
    found = await _passages(one)
    about = bool(wishes.clear) and _asks_about(asked.said, found, wishes)
    if wishes.clear and not about:
        return _route(one, names, wishes.clear)
    return (
        await _answered(one, found)
        or (_shown(one, found[0], sure=True) if about else None)
        or await _planned(one, names)
        or _unsure(one, names, wishes.likely, found)
    )


def _at_once(one: Bot) -> Move | None:
    """What needs no thinking: a person, anger, good-bye."""
    said = one.asked.said
    if wants_person(said, one.asked.language):
        return Move(does="person", text=one.text("person"), why="asked", sure=True)
    if is_upset(said):
        return Move(does="person", text=one.text("upset"), why="upset", sure=True)
    if not one.asked.choice and is_farewell(said):
        return Move(does="bye", text=one.text("bye"), sure=True)
    return None


async def _chosen(one: Bot) -> Move | None:
    """One of the choices it gave: a route or an article."""
    choice = one.asked.choice
    if choice in one.asked.routes:
        return Move(does="route", intent=choice, sure=True, why="chosen")
    if choice.startswith(ARTICLE):
        slug = choice.removeprefix(ARTICLE)
        offered = replace(one, asked=replace(one.asked, said=one.asked.kept.question or one.asked.said))
        found = next((each for each in await _passages(offered) if each.article == slug), None)
        if found is not None:
            return _shown(one, found, sure=True)
    if choice == OTHER:
        return Move(does="ask", text=one.text("unsure"), why="other", keep=replace(one.asked.kept, unsure=PATIENCE))
    return None


async def _wishes(one: Bot) -> Wishes:
    """The routes of what is wanted, as far as that is clear, and those that may be, the likeliest first."""
    clear: list[str] = []
    likely: dict[str, float] = {}
    certain = True
    for part in sense.parts_of(one.asked.said):
        understood = await understand(one.desk, one.tenant, part, one.asked.language, one.asked.brand)
        if not understood.known:
            continue
        routed = [(slug, sure) for slug, sure in understood.intents if slug in one.asked.routes]
        best = understood.intents[0][0]
        if best in one.asked.routes and _is_clear(understood.intents) and not _strange(part, understood):
            clear += [best] if best not in clear else []
            certain = certain and understood.intents[0][1] >= CERTAIN and understood.firmly >= FIRM
        else:
            likely |= {slug: max(sure, likely.get(slug, 0.0)) for slug, sure in routed if sure >= FAINT}
    ranked = sorted(likely.items(), key=lambda each: (-each[1], each[0]))
    return Wishes(clear=tuple(clear), certain=certain, likely=tuple(slug for slug, _ in ranked[:2]))


def _strange(part: str, understood: Understood) -> bool:
    """He asks whether something may be done that has words in it nobody taught: what else he says decides nothing."""
    return manners.may_it(part) and understood.heard < HEARD


def _is_clear(intents: Sequence[tuple[str, float]]) -> bool:
    first, second = intents[0][1], intents[1][1] if len(intents) > 1 else 0.0
    return first >= CLEAR or first - second >= LEAD


def _route(one: Bot, names: Mapping[str, str], clear: Sequence[str]) -> Move:
    """The first wish; the others are named, so that none is forgotten."""
    first, *later = clear
    text = one.text("first", first=names[first], then=names[later[0]]) if later else ""
    keep = replace(one.asked.kept, unsure=0, pending=tuple(later))
    return Move(does="route", intent=first, intents=tuple(clear), text=text, sure=True, keep=keep)


def _asks_about(said: str, found: Sequence[Found], wishes: Wishes) -> bool:
    """Whether he asks how something is, which an article answers, rather than for it to be done.

    Where it is certain what it is about, an article need say less of a question how; what is his own, where it is now,
    no article knows.
    """
    if manners.of_his_own(said) and wishes.certain:
        return False
    if manners.asks_how(said):
        return bool(found) and (wishes.certain or found[0].sure >= LIKELY)
    if manners.wishes(said) or wishes.certain:
        return False
    return _answers(said, found)


def _answers(said: str, found: Sequence[Found]) -> bool:
    """Whether it is a question, and a passage speaks of it."""
    return bool(found) and found[0].sure >= (LIKELY if manners.asks(said) else SURE)


async def _passages(one: Bot) -> Sequence[Found]:
    asked = one.asked
    within = Within(language=asked.language, brand=asked.brand, collections=asked.collections)
    found = await find_passages(one.desk, one.tenant, asked.said, within, MOST_PASSAGES)
    if asked.interaction:
        looked = Looked(text=asked.said, place="bot", customer=asked.customer, conversation=asked.conversation)
        await note_question(one.desk, one.tenant, looked, within, found)
    return found


async def _answered(one: Bot, found: Sequence[Found]) -> Move | None:
    """A passage that answers it, worded by the model where it may and can prove what it says. Where the likeliest
    article does not answer it, none of the others does."""
    if not found or found[0].sure < LIKELY:
        return None
    near = [each for each in found if each.sure >= LIKELY]
    worded = await _worded(one, near)
    if worded is not None:
        return worded
    return _shown(one, near[0], sure=True) if _answers(one.asked.said, near) else None


async def _worded(one: Bot, found: Sequence[Found]) -> Move | None:
    wording = Wording(
        question=one.asked.said,
        passages=tuple(each.text for each in found),
        language=one.asked.language,
        conversation=one.asked.conversation,
        formal=one.formal,
    )
    heard = await phrase(one.desk, one.tenant, wording)
    if heard is None:
        return None
    used = list(dict.fromkeys(each.passage for each in heard.value))
    shown = _shown(one, found[used[0]], sure=True)
    return replace(
        shown,
        text=" ".join(each.text for each in heard.value),
        sources=tuple(found[each].article for each in used),
        model=heard.model,
        tokens=heard.tokens,
    )


def _shown(one: Bot, found: Found, *, sure: bool) -> Move:
    return Move(
        does="answer",
        text=shortened(found.text, LONGEST_ANSWER),
        source=found.article,
        title=found.title,
        sources=(found.article,),
        score=found.sure,
        sure=sure,
        keep=replace(one.asked.kept, unsure=0),
    )


async def _planned(one: Bot, names: Mapping[str, str]) -> Move | None:
    """The model's choice among the flow's own routes."""
    if not names:
        return None
    wording = Wording(
        question=one.asked.said, passages=(), language=one.asked.language, conversation=one.asked.conversation
    )
    heard = await plan(one.desk, one.tenant, one.asked.said, names, wording)
    if heard is None:
        return None
    keep = replace(one.asked.kept, unsure=0)
    return Move(does="route", intent=heard.value, why="planned", model=heard.model, tokens=heard.tokens, keep=keep)


def _unsure(one: Bot, names: Mapping[str, str], likely: Sequence[str], found: Sequence[Found]) -> Move:
    """It says so once, with the two likeliest things that may be meant; after that a person gets it."""
    kept = one.asked.kept
    if kept.unsure >= PATIENCE:
        return Move(does="person", text=one.text("person"), why="unsure", intents=tuple(likely))
    meant = [(slug, names[slug]) for slug in likely]
    meant += [(ARTICLE + each.article, each.title) for each in found]
    choices = (*meant[:2], (OTHER, one.text("none_of_these"))) if meant else ()
    text = one.text("which_of" if len(meant) > 1 else "which" if meant else "unsure")
    keep = replace(kept, unsure=kept.unsure + 1, question=one.asked.said)
    return Move(does="ask", text=text, choices=choices, intents=tuple(likely), keep=keep, why="unsure")


async def _note(desk: Desk, tenant: str, asked: Asked, move: Move, begun: float) -> None:
    fact = f.BotAnswered(
        interaction=asked.interaction,
        conversation=asked.conversation,
        does=move.does,
        intents=move.intents or ((move.intent,) if move.intent else ()),
        sources=move.sources,
        sure=move.sure,
        why=move.why,
        model=move.model,
        tokens=move.tokens,
        ms=round((desk.clock.elapsed() - begun) * 1000),
    )
    await desk.store.change(tenant, lambda change: change.record(fact, actor="system"), at=desk.clock.now())
