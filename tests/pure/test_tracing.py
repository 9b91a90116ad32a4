"""A trace joins what belongs together, tells no words of an error, and costs nothing while nobody asks for it."""

import asyncio
import sys

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode
from structlog.contextvars import get_contextvars

from atiende.domain import facts as f
from atiende.domain.errors import NotFound
from atiende.domain.facts import Logged
from atiende.ports.tracing import NoTracing, subjects
from atiende.telemetry.tracing import MOST_TOLD, OtelTracing, TracingMissing, open_tracing


@pytest.fixture
def exported() -> InMemorySpanExporter:
    return InMemorySpanExporter()


def node(exported: InMemorySpanExporter, kept: int = 100) -> OtelTracing:
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exported))
    return OtelTracing(provider.get_tracer("test"), kept)


def test_what_follows_on_another_node_is_in_the_same_trace(exported: InMemorySpanExporter) -> None:
    here, there = node(exported), node(exported)
    with here.span("inbound.take"):
        here.remember("t", ["7", "int_1"], here.here())
    there.heard("t", here.to_tell("t"))
    with there.span("sockets.tell", after=there.of("t", "7")):
        assert there.here()
    first, second = exported.get_finished_spans()
    assert first.context is not None and second.parent is not None
    assert second.parent.span_id == first.context.span_id
    assert here.to_tell("t") == {}, "it is told once"
    assert there.of("t", "8") == there.of("other", "7") == ""


async def test_tasks_do_not_mix_their_traces(exported: InMemorySpanExporter) -> None:
    here = node(exported)

    async def one(name: str) -> str:
        with here.span(name):
            await asyncio.sleep(0)
            return here.here()

    found = await asyncio.gather(*(one(f"call {number}") for number in range(10)))
    assert len(set(found)) == 10 and here.here() == ""


def test_a_line_logged_on_the_way_names_its_trace(exported: InMemorySpanExporter) -> None:
    here = node(exported)
    with here.span("inbound.apply"):
        assert get_contextvars()["trace"] == here.here().split("-")[1]
    assert "trace" not in get_contextvars()


def test_an_error_is_its_kind_and_a_refusal_its_code(exported: InMemorySpanExporter) -> None:
    here = node(exported)
    with pytest.raises(ValueError), here.span("inbound.apply"):
        raise ValueError("clementina@example.test")
    with pytest.raises(NotFound), here.span("inbound.apply"):
        raise NotFound(kind="customer", id="+34600111222")
    failed, refused = exported.get_finished_spans()
    assert failed.status.status_code is StatusCode.ERROR and failed.status.description == "ValueError"
    assert failed.events == ()
    assert dict(refused.attributes or {}) == {"atiende.refusal": "not_found"}
    assert not [word for span in (failed, refused) for word in ("clementina", "600111222") if word in span.to_json()]


def test_what_is_remembered_is_bounded(exported: InMemorySpanExporter) -> None:
    here = node(exported, kept=50)
    here.remember("t", [str(number) for number in range(1_000)], "trace")
    assert here.of("t", "0") == "" and here.of("t", "999") == "trace"
    assert len(here.to_tell("t")) == MOST_TOLD


def test_facts_are_asked_for_by_seq_and_by_what_others_act_on() -> None:
    queued = f.InteractionQueued(
        interaction="int_1",
        conversation="cnv_1",
        customer="cus_1",
        brand="main",
        channel="email",
        endpoint="mail",
        queue="main",
        since=1,
    )
    logged = [Logged(tenant="t", seq=5, at=1, actor="system", cause=None, fact=queued)]
    assert subjects(logged) == ["5", "int_1"]


async def test_off_is_one_thing_that_answers_nothing() -> None:
    async with open_tracing("", "1", "nod_1") as off:
        assert isinstance(off, NoTracing) and not off.on
        assert off.span("a") is off.span("b"), "nothing is made for a span"
        with off.span("a") as note:
            note("name", 1)
            off.remember("t", ["1"], off.here())
        assert (off.here(), off.of("t", "1"), off.to_tell("t")) == ("", "", {})


async def test_asked_for_and_not_installed_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(TracingMissing, match="pip install"):
        async with open_tracing("http://127.0.0.1:4318/v1/traces", "1", "nod_1"):
            pass
