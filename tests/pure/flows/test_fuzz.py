"""Whatever document somebody writes and whatever is heard: no exception, no endless run, nobody left standing, and no
effect the flow does not declare."""

from collections.abc import Iterator
from typing import get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atiende.domain import flow_documents as docs
from atiende.domain.flow_documents import AnyNode, Flow
from atiende.flows import kept
from atiende.flows.lint import lint
from atiende.flows.simulate import Conversation, Setting
from atiende.flows.state import Change, Do, Effect, Enqueue, Speaks
from atiende.flows.surroundings import Surroundings
from atiende.flows.walk import AFTER_CUT, MOST_NODES
from tests.pure.flows.flow_samples import AT

IDS = ("a", "b", "c", "d", "e", "nowhere")
NAMES = ("x", "y", "language", "unknown")
TEXTS = ("Hola", "", "{{ x }}", "{{ customer.name }}{% if y %}{{ y }}{% endif %}", "{% for a in b %}", "{{", "⟦x⟧" * 50)
SOURCES = ("x", "y == 1", "1 +", "'a' + x", "customer.name", "[1, 2].exists(i, i == y)", "true", "x.y.z", "-1", "1250")
HEARD = ("1", "2", "agente", "sí", "no", "", "12345678Z", "{{ x }}", "Hola " * 100, "\x00\ud800", "0", "123456")

node_id = st.sampled_from(IDS)
maybe_id = st.none() | node_id
name = st.sampled_from(NAMES)
source = st.sampled_from(SOURCES)
text = st.sampled_from(TEXTS)
words = st.builds(docs.Words, es=text, en=text)
small = st.integers(0, 3)
seconds = st.sampled_from((5, 60, 90_000))


def record(shape: type, **fields: st.SearchStrategy[object]) -> st.SearchStrategy[AnyNode]:
    return st.builds(shape, **fields)


values = st.dictionaries(name, source, max_size=2)
option = st.builds(docs.Option, label=words, goto=node_id, key=st.sampled_from(("", "1", "*")))
case = st.builds(docs.Case, when=source, goto=node_id)
arm = st.builds(docs.Arm, percent=st.integers(0, 100), goto=node_id)
question = st.builds(docs.Question, text=words, scale=st.sampled_from(("csat", "nps", "ces", "comment")))
on = {"next": node_id, "failed": maybe_id}
checks = st.sampled_from(get_args(docs.CHECKS))
NODE = st.one_of(
    record(docs.Say, text=words, next=node_id, goal=st.sampled_from(("", "done"))),
    record(docs.Menu, text=words, options=st.lists(option, min_size=1, max_size=4), retries=small, failed=maybe_id),
    record(docs.Ask, text=words, variable=name, check=checks, options=st.lists(words, max_size=3), pattern=text,
           confirm=st.booleans(), secret=st.booleans(), retries=small, **on),
    record(docs.Assign, values=values, **on),
    record(docs.Condition, cases=st.lists(case, min_size=1, max_size=3), otherwise=node_id),
    record(docs.InHours, open=node_id, closed=node_id),
    record(docs.Request, url=st.sampled_from(("https://example.org/{{ x }}", "https://{{ x }}/", "gopher")), body=text,
           take=st.dictionaries(name, source, max_size=2), missing=maybe_id, **on),
    record(docs.Identify, by=st.sampled_from(("email", "field")), value=source, **on),
    record(docs.Verify, text=words, retries=small, **on),
    record(docs.Send, text=words, **on),
    record(docs.Payment, payment=st.just("card"), amount=source, about=words, text=words, paid=maybe_id, **on),
    record(docs.Answer, question=source, unsure=node_id, **on),
    record(docs.Bot, greeting=words, routes=st.lists(st.builds(docs.Route, intent=name, goto=node_id), max_size=2),
           turns=st.integers(1, 3), person=node_id, unsure=maybe_id, **on),
    record(docs.ToQueue, queue=st.sampled_from(("q1", "q2")), text=words, late_seconds=seconds, late=maybe_id,
           refused=maybe_id),
    record(docs.Transfer, number=text, **on),
    record(docs.Voicemail, text=words, queue=st.just("q1"), **on),
    record(docs.Survey, questions=st.lists(question, min_size=1, max_size=3), next=node_id),
    record(docs.Alter, fields=values, note=words, tag=st.lists(name, max_size=2), open=st.booleans(), **on),
    record(docs.SubFlow, flow=st.sampled_from(("tested", "other", "missing")), values=values,
           take=st.dictionaries(name, name, max_size=2), **on),
    record(docs.Split, arms=st.lists(arm, min_size=2, max_size=3)),
    record(docs.Wait, seconds=seconds, next=node_id),
    record(docs.End, text=words, resolve=st.booleans()),
)  # fmt: skip
variable = st.builds(
    docs.Variable, type=st.sampled_from(("text", "number", "list")), initial=st.sampled_from((None, "", 1))
)
FLOWS = st.builds(
    Flow,
    name=st.just("x"),
    start=node_id,
    person=maybe_id,
    failed=maybe_id,
    variables=st.dictionaries(st.sampled_from(("x", "y")), variable, max_size=2),
    nodes=st.dictionaries(st.sampled_from(IDS[:-1]), NODE, min_size=1, max_size=5),
)
RESULT = st.sampled_from(("ok", "missing", "failed", "strange"))
GIVEN = st.dictionaries(
    st.sampled_from(("x", "y", "text", "does", "intent", "url", "paid", "right", "found", "choices", "unknown")),
    st.sampled_from((None, True, 1, "route", "answer", "x", "person", [1], {"id": "a"}, "x" * 9000, 2**70)),
    max_size=4,
)
EVENT = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(HEARD)),
    st.tuples(st.just("tap"), st.sampled_from(("a.0", "b.1", "yes", "x"))),
    st.tuples(st.just("wait"), seconds),
    st.tuples(st.just("outcome"), RESULT, GIVEN),
    st.tuples(st.sampled_from(("refused", "took", "left"))),
)
SPEAKS = st.sampled_from(
    (Speaks(), Speaks(buttons=3, max_chars=40), Speaks(voice=True), Speaks(max_chars=30, split=False))
)


def happen(talk: Conversation, event: tuple[object, ...]) -> None:
    what, *rest = event
    if what == "say":
        talk.say(str(rest[0]), files=len(str(rest[0])) % 2)
    elif what == "tap":
        talk.say("", choice=str(rest[0]))
    elif what == "wait":
        talk.wait(int(str(rest[0])))
    elif what == "outcome":
        talk.outcome(str(rest[0]), rest[1])  # type: ignore[arg-type]  # the strategy makes records
    else:
        getattr(talk, str(what))()


def undeclared(effects: Iterator[Effect], flows: list[Flow]) -> Iterator[Effect]:
    """Effects that no node of these flows asks for."""
    nodes = [node for flow in flows for node in flow.nodes.values()]
    queues = {"", *(one.queue for one in nodes if isinstance(one, docs.ToQueue | docs.Voicemail))}
    fields = {field for one in nodes if isinstance(one, docs.Alter) for field in one.fields}
    kinds = {"check_code", *(one.__struct_config__.tag for one in nodes)}
    for effect in effects:
        known = (
            (not isinstance(effect, Enqueue) or effect.queue in queues)
            and (not isinstance(effect, Do) or effect.kind in kinds)
            and (not isinstance(effect, Change) or (effect.fields.keys() <= fields and effect.queue in queues))
        )
        if not known:
            yield effect


@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(tested=FLOWS, other=FLOWS, events=st.lists(EVENT, max_size=12), speaks=SPEAKS, said=st.sampled_from(HEARD))
def test_nothing_breaks_nothing_runs_on_and_nothing_undeclared_is_done(
    tested: Flow, other: Flow, events: list[tuple[object, ...]], speaks: Speaks, said: str
) -> None:
    around = Surroundings(flows={"other": other})
    talk = Conversation(around.book("tested", tested), Setting(flow="tested", speaks=speaks, at=AT, said=said), around)
    for event in events:
        happen(talk, event)
        assert kept.load(kept.dump(talk.session)) == talk.session
    steps = talk.happened
    assert all(len(one.passed) <= MOST_NODES + AFTER_CUT for one in steps)
    assert not list(undeclared((effect for one in steps for effect in one.effects), [tested, other]))
    assert talk.session.awaiting in ("input", "errand", "time", "person") or talk.session.outcome
    lint("tested", tested, around)


def test_an_effect_of_no_node_would_be_noticed() -> None:
    """The negative control."""
    flow = Flow(name="x", start="a", nodes={"a": docs.ToQueue(queue="q1")})
    done: list[Effect] = [Enqueue(queue="q1"), Enqueue(queue="q2"), Do(id="1", node="a", kind="send")]
    assert list(undeclared(iter(done), [flow])) == done[1:]
