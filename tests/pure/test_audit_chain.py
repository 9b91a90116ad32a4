"""The audit chain: whatever is done to it afterwards is found; and what privileged permissions order is in it."""

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from atiende.actions.permitted import PERMITTED
from atiende.domain import facts as f
from atiende.domain.chain import OF_ANOTHER, PRIVILEGED, Audited, ChainEnd, breaches, is_privileged, linked
from atiende.domain.facts import AnyFact, Logged
from atiende.store.codec import decode_fact, fact_values, logged_from
from atiende.store.projections.audit import audited
from atiende.store.replay import MemoryRows
from tests.pure.store.test_facts_golden import GOLDEN

Chain = tuple[list[Logged], list[Audited], ChainEnd | None]


def logged(seq: int, fact: AnyFact, actor: str = "agent:usr_eva") -> Logged:
    return Logged(tenant="ten", seq=seq, at=seq * 1000, actor=actor, fact=fact)


LOG = [
    logged(1, f.TenantCreated(language="es", time_zone="Europe/Madrid"), "system"),
    logged(2, f.UserCreated(user="usr_ana", ability=f.Ability())),
    logged(3, f.ConversationClosed(conversation="cnv_1"), "system"),
    logged(4, f.ViewedAs(user="usr_ana")),
    logged(5, f.ExportMade(what="audit", since=0, until=9, form="csv")),
]


def whole(log: list[Logged]) -> Chain:
    rows = MemoryRows()
    for one in filter(is_privileged, log):
        audited(rows, one)
    end = rows.get(ChainEnd, "audit")
    return list(log), rows.where(Audited, {}), end


def test_a_whole_chain_has_one_row_for_each_privileged_fact() -> None:
    log, rows, end = whole(LOG)
    assert [(row.seq, row.number) for row in rows] == [(1, 1), (2, 2), (4, 3), (5, 4)]
    assert end is not None and (end.seq, end.number, end.link) == (5, 4, rows[-1].link)
    assert breaches(log, rows, end) == []
    assert breaches([], [], None) == []


def swapped(log: list[Logged], rows: list[Audited], end: ChainEnd | None) -> Chain:
    return log, [rows[0], replace(rows[2], seq=2), replace(rows[1], seq=4), rows[3]], end


def rewritten(log: list[Logged], rows: list[Audited], end: ChainEnd | None) -> Chain:
    """The fact and its own row as they would be, but not those after it."""
    log[1] = replace(log[1], actor="agent:usr_nobody")
    first = ChainEnd(seq=1, number=1, link=rows[0].link)
    return log, [rows[0], linked(first, log[1]), *rows[2:]], end


@pytest.mark.parametrize(
    ("doctor", "found"),
    [
        (lambda log, rows, end: (log, [rows[0], *rows[2:]], end), {("missing", 2), ("altered", 4)}),
        (lambda log, rows, end: (log, rows[:-1], end), {("missing", 5), ("end", 5)}),
        (lambda log, rows, end: (log[:-1], rows, end), {("extra", 5), ("end", 5)}),
        (lambda log, rows, end: ([log[0], replace(log[1], at=1), *log[2:]], rows, end), {("altered", 2)}),
        (lambda log, rows, end: ([log[0], replace(log[1], actor="key:k"), *log[2:]], rows, end), {("altered", 2)}),
        (
            lambda log, rows, end: ([*log[:3], replace(log[3], fact=f.ViewedAs(user="usr_leo")), log[4]], rows, end),
            {("altered", 4)},
        ),
        (lambda log, rows, end: (log, [*rows, replace(rows[0], seq=3)], end), {("extra", 3)}),
        (lambda log, rows, end: (log, [*rows[:3], replace(rows[3], number=9)], end), {("altered", 5), ("end", 5)}),
        (lambda log, rows, end: (log, rows, None), {("end", 0)}),
        (swapped, {("altered", 2), ("altered", 4), ("altered", 5)}),
        (rewritten, {("altered", 4)}),
    ],
)
def test_one_thing_doctored_is_found(
    doctor: Callable[[list[Logged], list[Audited], ChainEnd | None], Chain], found: set[tuple[str, int]]
) -> None:
    assert {(one.what, one.seq) for one in breaches(*doctor(*whole(LOG)))} == found


def test_what_one_does_to_oneself_or_what_follows_by_itself_is_no_privileged_change() -> None:
    paused = f.AgentStateChanged(agent="usr_ana", state="paused")
    assert not is_privileged(logged(1, paused, "agent:usr_ana"))
    assert not is_privileged(logged(1, paused, "system"))
    assert is_privileged(logged(1, paused, "agent:usr_eva"))
    assert is_privileged(logged(1, f.SignedOut(user="usr_ana"), "key:key_1"))


def test_a_fact_read_back_has_the_link_it_had() -> None:
    for path in sorted(GOLDEN.glob("*.json")):
        one = logged(7, decode_fact(path.read_text()))
        assert linked(None, logged_from(fact_values(one))) == linked(None, one), path.name


# --- nothing privileged is left out -----------------------------------------------------------------------------------

ORDERS = {
    "agent.force", "api.manage", "audit.read", "call.monitor", "config.edit", "config.publish", "customer.erase",
    "customer.export", "customer.merge", "customer.vouch", "flow.publish", "knowledge.publish", "queue.supervise",
    "report.export", "user.manage",
}  # fmt: skip
"""Permissions over others, over the rules, and over what leaves the centre."""

BESIDE: Mapping[str, str] = {
    "DocumentDrafted": "a draft changes nothing; publishing has its row",
    "DraftDiscarded": "a draft changes nothing",
    "ReviewAsked": "publishing has its row",
    "ReviewEnded": "publishing has its row",
    "CanaryEnded": "an alarm is put away",
    "HandLowered": "a call for help is answered",
    "SignedIn": "one's own session, or the demo's",
    "MatchEvaluated": "a measurement",
    "MatchDrifted": "a measurement",
    "EvaluationRan": "a trial",
    "ModelCalled": "a trial's cost",
    "KnowledgeAsked": "a trial's question",
    "AssistantChanged": "an alarm: budget or failure",
    "InteractionEnded": "follows from a transfer, which has its row",
    "InteractionQueued": "follows from a transfer",
    "CallEnded": "follows from the end of the work",
    "RecordingEnded": "follows from the end of the work",
    "LegDialled": "a supervisor's own telephone; CallMonitored has its row",
    "LegEnded": "a supervisor's own telephone; CallMonitored has its row",
    "LegHeld": "follows from taking a call over, which has its row",
    "InteractionTaken": "follows from taking a call over, which has its row",
    "ConversationTaken": "follows from taking a call over, which has its row",
    "ConversationReleased": "follows from a transfer",
    "ConversationReopened": "follows from a transfer",
    "ConversationQueueChanged": "ordinary work, whoever does it: the conversation's story has it",
    "PriorityChanged": "ordinary work, whoever does it: the conversation's story has it",
    "NoteWritten": "ordinary work, whoever does it: the conversation's story has it",
}
"""Facts that privileged actions record too, and why they have no row."""

ARRIVES = {"intake.retry_ingress"}
"""The order is to look at a customer's message again; all that follows is the message's."""

ACTIONS = Path("src/atiende/actions")
Known = dict[tuple[str, str], tuple[ast.AST, dict[str, tuple[str, str]]]]


def functions() -> Known:
    """Every function of the actions by module and name, with what its module imports from other actions."""
    found: Known = {}
    for path in ACTIONS.rglob("*.py"):
        tree = ast.parse(path.read_text())
        imported = {
            name.asname or name.name: (node.module.rpartition(".")[2], name.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("atiende.actions")
            for name in node.names
            if node.module
        }
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found[path.stem, node.name] = (node, imported)
    return found


def recorded(known: Known, start: tuple[str, str], seen: set[tuple[str, str]]) -> Iterator[str]:
    """Facts that this function makes, or one it speaks of."""
    if start in seen or start not in known:
        return
    seen.add(start)
    tree, imported = known[start]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and hasattr(f, node.func.attr):
            kind = getattr(f, node.func.attr)
            if isinstance(kind, type) and issubclass(kind, f.Fact):
                yield kind.__name__
        if isinstance(node, ast.Name):
            yield from recorded(known, imported.get(node.id, (start[0], node.id)), seen)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in imported:
            yield from recorded(known, (imported[node.value.id][1], node.attr), seen)


def ordered() -> dict[str, set[str]]:
    """Facts by the privileged action that records them."""
    known = functions()
    return {
        name: set(recorded(known, (name.split(".")[0], name.split(".")[1]), set()))
        for name, permissions in PERMITTED.items()
        if ORDERS & set(permissions) and name not in ARRIVES
    }


def test_every_fact_of_a_privileged_action_is_audited_or_said_why_not() -> None:
    audits = {kind.__name__ for kind in (*PRIVILEGED, *OF_ANOTHER)}
    found = ordered()
    assert {name: left for name, facts in found.items() if (left := facts - audits - BESIDE.keys())} == {}
    every = set[str]().union(*found.values())
    assert len(every & audits) > 25
    assert set(BESIDE) - every == set()
    assert not audits & BESIDE.keys()
