"""Lint of what is said: languages, empty texts, menus a channel cannot carry, texts that are too long for it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from atiende.domain import flow_documents as docs
from atiende.domain.flow_documents import AnyNode, Flow, Menu, Words
from atiende.flows.finding import Finding, error, warning
from atiende.flows.hearing import plain
from atiende.flows.lint_values import texts_of, words_of
from atiende.flows.state import Speaks
from atiende.flows.surroundings import Surroundings

NEEDED = {
    docs.Say: ("text",), docs.Menu: ("text",), docs.Ask: ("text",), docs.Send: ("text",), docs.Voicemail: ("text",),
}  # fmt: skip
KEYS = 9
MOST_PARTS = 3


def word_findings(flow: Flow, around: Surroundings) -> Iterator[Finding]:
    channels = _channels(flow, around)
    for name, node in flow.nodes.items():
        yield from _languages(flow, name, node)
        yield from _lengths(name, node, channels)
        if isinstance(node, Menu):
            yield from _menu(flow, name, node, channels)


def _channels(flow: Flow, around: Surroundings) -> Sequence[Speaks]:
    """Those it is for; of a flow for any channel, none is taken as given."""
    return [around.speaks[name] for name in flow.channels if name in around.speaks]


def _languages(flow: Flow, name: str, node: AnyNode) -> Iterator[Finding]:
    needed = NEEDED.get(type(node), ())
    for field, words in words_of(node).items():
        there = {language for language, text in texts_of(words) if text.strip()}
        if not there:
            if field in needed or field.endswith((".label", "].text")) or field.startswith("options["):
                yield error("empty_text", name, field)
            continue
        for language in flow.languages:
            if language not in there and language.split("-")[0] not in there:
                yield warning("missing_language", name, field, language=language)


def _lengths(name: str, node: AnyNode, channels: Sequence[Speaks]) -> Iterator[Finding]:
    for field, words in words_of(node).items():
        longest = max((len(text) for _, text in texts_of(words)), default=0)
        for speaks in channels:
            most = speaks.max_chars if speaks.split is False else speaks.max_chars * MOST_PARTS
            if most and longest > most:
                yield warning("too_long", name, field, channel=speaks.channel, most=most, chars=longest)


def _menu(flow: Flow, name: str, node: Menu, channels: Sequence[Speaks]) -> Iterator[Finding]:
    for key, times in Counter(option.key for option in node.options if option.key).items():
        if times > 1:
            yield error("duplicate_key", name, "options", key=key)
    for language in flow.languages:
        labels = Counter(plain(_label(option.label, language)) for option in node.options)
        for label in [label for label, times in labels.items() if label and times > 1]:
            yield error("same_label", name, "options", label=label, language=language)
    for speaks in channels:
        yield from _carried(name, node, speaks)


def _carried(name: str, node: Menu, speaks: Speaks) -> Iterator[Finding]:
    """Whether a channel has keys for all options, and room for their labels."""
    if speaks.voice and len(node.options) > KEYS:
        yield error("too_many_options", name, "options", channel=speaks.channel, most=KEYS)
    most = speaks.button_chars
    taps = len(node.options) <= max(speaks.buttons, speaks.list_items)
    longest = max((len(text) for option in node.options for _, text in texts_of(option.label)), default=0)
    if taps and most and longest > most:
        yield warning("label_long", name, "options", channel=speaks.channel, most=most, chars=longest)


def _label(words: Words, language: str) -> str:
    texts = dict(texts_of(words))
    return texts.get(language) or texts.get(language.split("-")[0], "")
