"""Every operation of the API with its permission, and something valid to send to it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, routing
from fastapi.dependencies.models import Dependant

from atiende.api.permissions import Needs

Json = Any


@dataclass(frozen=True)
class Operation:
    """One method of one path. `permission` None: none is declared."""

    method: str
    path: str
    permission: str | None
    route: Callable[..., Any] | None = None

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"


def operations(app: FastAPI) -> Iterator[Operation]:
    """Of every route, plain ones and sockets too."""
    for context in routing.iter_route_contexts(app.routes):
        path, dependant = str(context.path), getattr(context, "dependant", None)
        permission = declared(dependant) if isinstance(dependant, Dependant) else None
        for method in sorted(getattr(context, "methods", None) or ("WEBSOCKET",)):
            if method not in ("HEAD", "OPTIONS"):
                yield Operation(method, path, permission, getattr(context, "endpoint", None))


def declared(dependant: Dependant) -> str | None:
    """The permission of the one `needs` among a route's dependencies."""
    for one in dependant.dependencies:
        if isinstance(one.call, Needs):
            return one.call.permission
    return None


def bodies(document: Mapping[str, Json]) -> Iterator[tuple[str, str, Json]]:
    """(method, path, JSON Schema of the body or None) of every operation in an OpenAPI document."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {})
            yield method.upper(), path, content.get("application/json", {}).get("schema")


def example(schema: Json, document: Mapping[str, Json]) -> Json:
    """The smallest thing that fits a schema."""
    if "$ref" in schema:
        return example(document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], document)
    if "default" in schema:
        return schema["default"]
    if "enum" in schema or "const" in schema:
        return schema.get("const", (schema.get("enum") or [None])[0])
    for kind in ("anyOf", "oneOf"):
        if kind in schema:
            return example(schema[kind][0], document)
    return _plain(schema, document)


def _plain(schema: Json, document: Mapping[str, Json]) -> Json:
    kind = schema.get("type")
    if kind == "object":
        wanted = schema.get("required", [])
        return {name: example(schema["properties"][name], document) for name in wanted}
    if kind == "array":
        return [example(schema["items"], document) for _ in range(schema.get("minItems", 0))]
    if kind in ("integer", "number"):
        return schema.get("minimum", 1)
    if kind == "boolean":
        return True
    if schema.get("format") == "date-time":
        return "2030-01-01T00:00:00Z"
    return ("1" if schema.get("pattern", "").startswith("^[0-9") else "x") * max(1, schema.get("minLength", 1))
