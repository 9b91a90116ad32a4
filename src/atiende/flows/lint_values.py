"""Lint of variables, expressions and templates: what cannot be worked out, is unknown, or has no value yet."""

import re
from collections.abc import Iterator, Mapping

from atiende.domain import flow_documents as docs
from atiende.domain.flow_documents import AnyNode, Flow
from atiende.flows.expressions import Unsound, compiled
from atiende.flows.finding import Finding, error, warning
from atiende.flows.nodes_decide import LANGUAGE
from atiende.flows.nodes_outside import PLAIN_HOST
from atiende.flows.patterns import BadPattern, readied
from atiende.flows.surroundings import Surroundings
from atiende.flows.texts import text_problem
from atiende.flows.variables import RESERVED, fits
from atiende.flows.ways import surely_set, ways

NAMED = re.compile(r"\{\{-?\s*([a-z][a-z0-9_]*)|\{%-?\s*(?:if|unless|elsif|case)\s+([^%]*)%\}")
ROOT = re.compile(r"(?<![\w.\"'])([a-z][a-z0-9_]*)")
LIQUID_WORDS = frozenset(("and", "or", "contains", "true", "false", "nil", "null", "blank", "empty", "not"))
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
FITTING: Mapping[str, tuple[str, ...]] = {
    "number": ("number", "text"), "money": ("number", "text"), "yes_no": ("yes_no",), "date": ("date", "text"),
}  # fmt: skip


def value_findings(flow: Flow, around: Surroundings) -> Iterator[Finding]:
    for name, variable in flow.variables.items():
        if name in RESERVED:
            yield error("reserved_name", "", f"variables.{name}", name=name)
        if not fits(variable, variable.initial):
            yield error("bad_initial", "", f"variables.{name}", name=name)
    ever = _ever_set(flow)
    surely = surely_set(flow)
    for name, node in flow.nodes.items():
        yield from _set_names(flow, name, node, around)
        yield from _expressions(flow, name, node, ever)
        yield from _templates(flow, name, node, ever, surely.get(name, ever))
        yield from _own(name, node)


def _ever_set(flow: Flow) -> frozenset[str]:
    made = {name for name, one in flow.variables.items() if one.initial is not None}
    for node in flow.nodes.values():
        made.update(*(way.sets for way in ways(flow, node)))
    return frozenset(made)


def _set_names(flow: Flow, name: str, node: AnyNode, around: Surroundings) -> Iterator[Finding]:
    """What it sets must be declared, and of the type that comes."""
    for way in ways(flow, node):
        for variable in sorted(way.sets - flow.variables.keys() - {LANGUAGE}):
            yield error("unknown_variable", name, way.field, name=variable)
    if isinstance(node, docs.Ask):
        declared = flow.variables.get(node.variable)
        if declared and declared.type not in FITTING.get(node.check, ("text",)):
            yield error("other_type", name, "variable", name=node.variable, check=node.check)
    if isinstance(node, docs.SubFlow) and node.flow in around.flows:
        inner = around.flows[node.flow].variables
        for variable in sorted((set(node.values) | set(node.take.values())) - inner.keys()):
            yield error("unknown_variable", name, "values", name=variable)


# --- expressions ---


def _expressions(flow: Flow, name: str, node: AnyNode, ever: frozenset[str]) -> Iterator[Finding]:
    for field, source in expressions_of(node).items():
        try:
            sound = compiled(source)
        except Unsound as unsound:
            yield error(unsound.code, name, field, detail=unsound.detail)
            continue
        for root in sound.names:
            yield from _known(flow, name, field, root, ever)


def _known(flow: Flow, name: str, field: str, root: str, ever: frozenset[str]) -> Iterator[Finding]:
    if root in RESERVED:
        return
    if root not in flow.variables:
        yield error("unknown_variable", name, field, name=root)
    elif root not in ever:
        yield error("never_set", name, field, name=root)


def expressions_of(node: AnyNode) -> dict[str, str]:
    """By their place in the document."""
    if isinstance(node, docs.Assign | docs.SubFlow):
        return {f"values.{variable}": source for variable, source in node.values.items()}
    if isinstance(node, docs.Condition):
        return {f"cases[{place}].when": case.when for place, case in enumerate(node.cases)}
    if isinstance(node, docs.Alter):
        return {f"fields.{slug}": source for slug, source in node.fields.items()}
    singles = {docs.Identify: "value", docs.Payment: "amount", docs.Answer: "question"}
    field = singles.get(type(node))
    return {field: getattr(node, field)} if field else {}


# --- templates ---


def _templates(flow: Flow, name: str, node: AnyNode, ever: frozenset[str], surely: frozenset[str]) -> Iterator[Finding]:
    """In what machines read a gap is a failure, in what people read it is only a gap; both are told."""
    for field, source in templates_of(node).items():
        problem = text_problem(source)
        if problem:
            yield error(problem, name, field)
            continue
        written, asked = names_in(source)
        for root in written | asked:
            yield from _known(flow, name, field, root, ever)
        for root in sorted((written - asked - RESERVED) & ever - surely):
            yield warning("perhaps_unset", name, field, name=root)


def names_in(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """The variables a template writes, and those it first asks after."""
    written: set[str] = set()
    asked: set[str] = set()
    for found in NAMED.finditer(source):
        if found[1]:
            written.add(found[1])
        else:
            asked.update(ROOT.findall(QUOTED.sub("", found[2])))
    return frozenset(written - LIQUID_WORDS), frozenset(asked - LIQUID_WORDS)


def templates_of(node: AnyNode) -> dict[str, str]:
    """Every text with variables in it, by its place in the document."""
    made = {
        f"{field}.{language}": text for field, words in words_of(node).items() for language, text in texts_of(words)
    }
    if isinstance(node, docs.Request):
        made |= {"url": node.url, "body": node.body}
        made |= {f"headers[{place}].value": one.value for place, one in enumerate(node.headers)}
    elif isinstance(node, docs.Transfer):
        made["number"] = node.number
    elif isinstance(node, docs.Bot):
        made["instructions"] = node.instructions
    return {field: text for field, text in made.items() if "{" in text}


def texts_of(words: docs.Words) -> Iterator[tuple[str, str]]:
    yield from (("es", words.es), ("en", words.en), *words.more.items())


def words_of(node: AnyNode) -> dict[str, docs.Words]:
    """By their place in the document."""
    made: dict[str, docs.Words] = {}
    for field in node.__struct_fields__:
        value = getattr(node, field)
        if isinstance(value, docs.Words):
            made[field] = value
        elif isinstance(value, list):
            for place, item in enumerate(value):
                if isinstance(item, docs.Words):
                    made[f"{field}[{place}]"] = item
                elif isinstance(item, docs.Option):
                    made[f"{field}[{place}].label"] = item.label
                elif isinstance(item, docs.Question):
                    made[f"{field}[{place}].text"] = item.text
    return made


# --- of one kind ---


def _own(name: str, node: AnyNode) -> Iterator[Finding]:
    if isinstance(node, docs.Request) and PLAIN_HOST.fullmatch(node.url) is None:
        yield error("host_not_fixed", name, "url")
    if isinstance(node, docs.Ask):
        if node.check == "choice" and not node.options:
            yield error("no_options", name, "options")
        if node.check == "order" and node.pattern:
            yield from _pattern(name, node.pattern)
        if node.secret and node.confirm:
            yield warning("secret_confirmed", name, "confirm")
    if isinstance(node, docs.Identify) and node.by == "field" and not node.slug:
        yield error("no_field", name, "slug")


def _pattern(name: str, pattern: str) -> Iterator[Finding]:
    try:
        readied(pattern)
    except BadPattern as bad:
        yield error(str(bad), name, "pattern")
