"""Traces by OpenTelemetry: `ports.tracing` over its API, sent out by OTLP where the operator asks for it.

The SDK is the extra `tracing`; it is loaded only when ATIENDE_OTLP_URL is set, and reads the standard OTEL_… names
(sampler, headers, resource) by itself. An error in a span is its kind, never its words.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Status, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from structlog.contextvars import bound_contextvars

from atiende.domain.errors import Refusal
from atiende.ports.tracing import CARRIED, NOTHING, Note, NoTracing, Tracing

KEPT = 20_000
"""Subjects whose trace is remembered: minutes of a busy node."""
MOST_TOLD = 200
"""Traces told to other nodes with one growth of the log."""
END_SECONDS = 3.0
"""What the last spans may take to leave when the node stops."""


class TracingMissing(Exception):
    """It is asked for, and not installed."""


class OtelTracing:
    """`ports.tracing.Tracing` of one node."""

    on = True

    def __init__(self, tracer: Tracer, kept: int = KEPT) -> None:
        self._tracer, self._kept = tracer, kept
        self._carrier = TraceContextTextMapPropagator()
        self._known: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._untold: dict[str, dict[str, str]] = {}

    @contextmanager
    def span(self, name: str, *, after: str = "", about: Mapping[str, str | int] = NOTHING) -> Iterator[Note]:
        begun = self._tracer.start_as_current_span(
            name, context=self._after(after), attributes=about, record_exception=False, set_status_on_exception=False
        )
        with begun as span, bound_contextvars(trace=trace.format_trace_id(span.get_span_context().trace_id)):
            try:
                yield span.set_attribute
            except Refusal as refusal:
                span.set_attribute("atiende.refusal", refusal.code)
                raise
            except Exception as error:
                span.set_status(Status(StatusCode.ERROR, type(error).__name__))
                raise

    def here(self) -> str:
        carried: dict[str, str] = {}
        self._carrier.inject(carried)
        return carried.get(CARRIED, "")

    def remember(self, tenant: str, subjects: Sequence[str], trace: str) -> None:
        found = dict.fromkeys(subjects, trace)
        self.heard(tenant, found)
        self._untold.setdefault(tenant, {}).update(found)

    def of(self, tenant: str, subject: str) -> str:
        return self._known.get((tenant, subject), "")

    def to_tell(self, tenant: str) -> dict[str, str]:
        untold = list(self._untold.pop(tenant, {}).items())
        return dict(untold[-MOST_TOLD:])

    def heard(self, tenant: str, traces: Mapping[str, str]) -> None:
        for subject, found in traces.items():
            self._known[tenant, subject] = found
        while len(self._known) > self._kept:
            self._known.popitem(last=False)

    def _after(self, after: str) -> Context | None:
        return self._carrier.extract({CARRIED: after}) if after else None


@asynccontextmanager
async def open_tracing(url: str, version: str, node: str) -> AsyncIterator[Tracing]:
    """Spans go to the collector at `url` (OTLP by HTTP, `http://host:4318/v1/traces`); nowhere when it is empty.

    Raises TracingMissing.
    """
    if not url:
        yield NoTracing()
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise TracingMissing("ATIENDE_OTLP_URL needs what `pip install 'atiende[tracing]'` installs") from error
    provider = TracerProvider(
        resource=Resource.create({"service.name": "atiende", "service.version": version, "service.instance.id": node}),
        shutdown_on_exit=False,
    )
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(url, timeout=END_SECONDS)))
    try:
        yield OtelTracing(provider.get_tracer("atiende", version))
    finally:
        await asyncio.to_thread(provider.shutdown)
