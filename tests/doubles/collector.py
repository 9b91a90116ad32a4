"""An OpenTelemetry collector that keeps what it is sent: OTLP by HTTP on loopback, in a thread of its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True, slots=True)
class Span:
    """`node` is the process that made it; ids as hexadecimal text."""

    name: str
    trace: str
    id: str
    parent: str
    node: str
    attributes: dict[str, str]


@dataclass(slots=True)
class Collector:
    port: int = 0
    spans: list[Span] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1/traces"

    def take(self, body: bytes) -> None:
        self.raw.append(body)
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            named = {one.key: one.value.string_value for one in resource.resource.attributes}
            for scope in resource.scope_spans:
                for one in scope.spans:
                    self.spans.append(
                        Span(
                            name=one.name,
                            trace=one.trace_id.hex(),
                            id=one.span_id.hex(),
                            parent=one.parent_span_id.hex(),
                            node=named["service.instance.id"],
                            attributes={each.key: str(each.value) for each in one.attributes},
                        )
                    )

    def trace_of(self, root: str, name: str, about: str = "") -> list[Span]:
        """The spans of the newest trace that begins with `root` and has a `name` about this; none where none has."""
        spans = list(self.spans)
        for begun in [one for one in reversed(spans) if one.name == root and not one.parent]:
            together = [one for one in spans if one.trace == begun.trace]
            if any(one.name == name and about in str(one.attributes) for one in together):
                return together
        return []

    @classmethod
    @contextmanager
    def running(cls) -> Iterator["Collector"]:
        made = cls()

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                made.take(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *arguments: object) -> None:
                """Nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        made.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
