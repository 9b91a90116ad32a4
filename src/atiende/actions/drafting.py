"""Drafts for agents, built line by line, each with the words it rests on: a summary, a follow-up, the next steps.

Extractive: what is quoted stands in a message; nothing is made up. A model, where there is one, may put it into other
words, and its sentences are held to the same.
"""

from collections.abc import Sequence

from msgspec import Struct

from atiende.domain.assist import Source, line_kind
from atiende.domain.assist_texts import draft_text
from atiende.language.moods import is_farewell
from atiende.language.salient import Line, Point, points

SHOWN = ("wants", "said", "promised", "open")


class Spoken(Struct, frozen=True, kw_only=True):
    """In which language and tone a draft is written, and to whom."""

    language: str
    formal: bool = True
    name: str = ""
    reference: str = ""


class Draft(Struct, frozen=True, kw_only=True):
    text: str = ""
    sources: tuple[Source, ...] = ()


class Writing:
    """A draft under way."""

    def __init__(self) -> None:
        self._text = ""
        self._sources: list[Source] = []

    def say(self, text: str) -> None:
        """Words of our own, on a line of their own."""
        self._text += ("\n" if self._text else "") + text

    def gap(self) -> None:
        self._text += "\n"

    def quote(self, text: str, source: Source, before: str = "") -> None:
        """Somebody's words, and where they are from."""
        self.say(before)
        self.add(text, source)

    def add(self, text: str, source: Source) -> None:
        """The same, on the line that is being written."""
        start = len(self._text)
        self._text += text
        self._sources.append(
            Source(
                kind=source.kind,
                id=source.id,
                text=source.text,
                name=source.name,
                start=start,
                end=start + len(text),
            )
        )

    def join(self, text: str) -> None:
        self._text += text

    def done(self) -> Draft:
        return Draft(text=self._text.strip("\n"), sources=tuple(self._sources))


def source_of(point: Point) -> Source:
    return Source(kind=line_kind(point.line), id=point.line, text=point.text)


def summary(lines: Sequence[Line], spoken: Spoken) -> Draft:
    """What he wants, what was promised, what is open, and the figures."""
    found, writing = points(lines), Writing()
    for kind in SHOWN:
        of_it = [one for one in found if one.kind == kind]
        if of_it and not (kind == "said" and any(one.kind == "open" for one in found)):
            _listed(writing, draft_text(kind, spoken.language), of_it)
    facts = [one for one in found if one.kind == "fact"]
    if facts:
        _row(writing, draft_text("fact", spoken.language), facts)
    return writing.done()


def _listed(writing: Writing, title: str, found: Sequence[Point]) -> None:
    for number, one in enumerate(found):
        writing.quote(_flat(one.text), source_of(one), f"{title}: " if number == 0 else "– ")


def _row(writing: Writing, title: str, found: Sequence[Point]) -> None:
    writing.say(f"{title}: ")
    for number, one in enumerate(found):
        writing.join(" · " if number else "")
        writing.add(_flat(one.text), source_of(one))


def follow_up(lines: Sequence[Line], spoken: Spoken) -> Draft:
    """What was agreed, to be sent in writing: empty where nothing was."""
    found, writing, tone = points(lines), Writing(), spoken.formal
    kinds = {"wants": "your_question", "promised": "we_promised", "open": "still_open"}
    if not any(one.kind in kinds for one in found):
        return Draft()
    writing.say(greeting(spoken))
    writing.gap()
    writing.say(draft_text("confirm", spoken.language, formal=tone, reference=spoken.reference))
    writing.gap()
    for kind, title in kinds.items():
        of_it = [one for one in found if one.kind == kind]
        if of_it:
            _listed(writing, draft_text(title, spoken.language, formal=tone), of_it)
    facts = [one for one in found if one.kind == "fact"]
    if facts:
        _row(writing, draft_text("fact", spoken.language), facts)
    writing.gap()
    writing.say(draft_text("wrong", spoken.language, formal=tone))
    return writing.done()


def greeting(spoken: Spoken) -> str:
    if not spoken.name:
        return draft_text("greeting_nameless", spoken.language)
    return draft_text("greeting", spoken.language, name=spoken.name)


def next_steps(lines: Sequence[Line], spoken: Spoken, article: Source | None) -> Draft:
    """What is to be done now, the most pressing first, at most three."""
    steps = _steps(lines, points(lines), article)
    writing = Writing()
    for number, (code, source) in enumerate(steps[:3], 1):
        title = source.name if source is not None else ""
        writing.say(f"{number}. {draft_text(code, spoken.language, title=title)}")
        if source is not None and code != "read_article":
            writing.join(": «")
            writing.add(_flat(source.text), source)
            writing.join("»")
        elif source is not None:
            writing.join(" ")
            writing.add("↗", source)
    return writing.done()


def _steps(lines: Sequence[Line], found: Sequence[Point], article: Source | None) -> list[tuple[str, Source | None]]:
    spoken = [one for one in lines if one.who in ("customer", "agent")]
    last = spoken[-1] if spoken else None
    steps: list[tuple[str, Source | None]] = [
        ("answer_question", source_of(one)) for one in found if one.kind == "open"
    ]
    if steps and article is not None:
        steps.append(("read_article", article))
    wants = [one for one in found if one.kind == "wants"]
    if wants and not any(one.kind == "fact" and one.fact == "reference" for one in found) and _about_order(wants):
        steps.append(("ask_reference", source_of(wants[0])))
    steps += [("keep_promise", source_of(one)) for one in found if one.kind == "promised"]
    if last is not None and last.who == "customer" and is_farewell(last.text):
        return [("resolve", Source(kind=line_kind(last.id), id=last.id, text=last.text)), *steps]
    if last is not None and last.who == "agent" and not steps:
        return [("wait", None)]
    return steps


def _about_order(wants: Sequence[Point]) -> bool:
    said = " ".join(one.text.lower() for one in wants)
    return any(word in said for word in ("pedido", "factura", "order", "invoice"))


def _flat(text: str) -> str:
    return " ".join(text.split())
