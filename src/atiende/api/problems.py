"""Refusals as RFC 9457 problems in the reader's language. One table maps codes to HTTP; texts are in `locales/`."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from string import Formatter

import msgspec
import structlog
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from atiende.api.asked import centre_of
from atiende.api.who import Viewer
from atiende.domain.check import Unfit
from atiende.domain.errors import Invalid, Refusal

log = structlog.get_logger()

STATUS: Mapping[str, int] = {
    "refused": 400,
    "bad_json": 400,
    "not_signed_in": 401,
    "sign_in_failed": 401,
    "forged": 403,
    "not_allowed": 403,
    "looking_only": 403,
    "not_yours": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "conflict": 409,
    "key_reused": 409,
    "at_capacity": 409,
    "too_many_dials": 429,
    "came_meanwhile": 409,
    "too_late": 409,
    "wrong_state": 409,
    "cannot_link": 409,
    "not_verified": 409,
    "own_request": 403,
    "beyond_limit": 403,
    "code_not_sent": 502,
    "too_large": 413,
    "invalid": 422,
    "unfit": 422,
    "unreachable": 422,
    "too_many": 429,
    "internal": 500,
    "store_full": 503,
    "files_away": 503,
    "damaged": 500,
    "overloaded": 503,
}
OF_HTTP: Mapping[int, str] = {400: "refused", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}
LANGUAGES = ("en", "es")
PROBLEM = "application/problem+json"
RETRY_SECONDS = 5

CODES: Mapping[str, str] = {
    "missing": "required",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "too_short": "too_few",
    "too_long": "too_many",
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
    "extra_forbidden": "unknown_field",
    "literal_error": "unknown",
    "enum": "unknown",
    "string_pattern_mismatch": "bad_format",
    "string_unicode": "bad_format",
}
"""Kinds of validation errors, in our words; whatever ends in `_type` or `_parsing` is a wrong type."""


SERVER_ERRORS = 500


class FieldProblem(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one field of what was sent."""

    field: str
    code: str
    detail: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """RFC 9457."""

    title: str
    status: int
    code: str
    detail: str
    params: dict[str, str | int]
    type: str = "about:blank"
    errors: Sequence[FieldProblem] = ()


@lru_cache(maxsize=8)
def texts(language: str, catalogue: str = "errors") -> Mapping[str, str]:
    """A catalogue, its nesting flattened to dotted keys; empty where there is none."""
    found = resources.files("atiende.locales") / language / f"{catalogue}.json"
    return dict(_flat("", msgspec.json.decode(found.read_bytes()))) if found.is_file() else {}


def _flat(prefix: str, value: object) -> Sequence[tuple[str, str]]:
    if isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in _flat(f"{prefix}.{key}" if prefix else key, inner)]
    return [(prefix, str(value))]


def language_of(connection: HTTPConnection) -> str:
    """What the browser asks for, else the user's own, else English."""
    viewer = getattr(connection.state, "viewer", None)
    kept = viewer.locale if isinstance(viewer, Viewer) else ""
    for part in connection.headers.get("accept-language", "").split(","):
        wanted = part.split(";")[0].strip().lower()[:2]
        if wanted in LANGUAGES:
            return wanted
    return kept if kept in LANGUAGES else "en"


def text(language: str, key: str, params: Mapping[str, str | int], catalogue: str = "errors") -> str:
    """The text under a key with its parameters put in; English, then the key itself, where there is none."""
    pattern = texts(language, catalogue).get(key) or texts("en", catalogue).get(key)
    return Formatter().vformat(pattern, (), _Given(params)) if pattern else key


class _Given(dict[str, str | int]):
    """Parameters a text names but the refusal did not bring stay empty."""

    def __missing__(self, key: str) -> str:
        return ""


def problem(language: str, code: str, params: Mapping[str, str | int], errors: Sequence[FieldProblem] = ()) -> Problem:
    return Problem(
        title=text(language, f"{code}.title", params),
        status=STATUS.get(code, 400),
        code=code,
        detail=text(language, f"{code}.detail", params),
        params=dict(params),
        errors=errors,
    )


def answer(made: Problem, headers: Mapping[str, str] | None = None) -> Response:
    return Response(
        msgspec.json.encode(made),
        status_code=made.status,
        media_type=PROBLEM,
        headers=dict(headers or {}),
    )


def of_refusal(language: str, refusal: Refusal) -> Response:
    """The answer to what may not be done."""
    code, params, headers = refusal.code, dict(refusal.params), {}
    errors: list[FieldProblem] = []
    if isinstance(refusal, Unfit):
        errors = [
            FieldProblem(field=one.field, code=one.code, detail=_unfit_text(language, one.code, one.params))
            for one in refusal.problems
        ]
    elif isinstance(refusal, Invalid):
        field, reason = str(params.get("field", "")), str(params.get("reason", "invalid"))
        errors = [FieldProblem(field=field, code=reason, detail=_reason(language, reason, params))]
    if STATUS.get(code) in (429, 503):
        headers["Retry-After"] = str(params.get("retry_after", RETRY_SECONDS))
    return answer(problem(language, code, params, errors), headers)


OF_FLOWS = ("finding.", "golden.")
"""Codes of the check of flows, whose texts are beside their screens'."""


def _unfit_text(language: str, code: str, params: Mapping[str, str | int]) -> str:
    if code.startswith(OF_FLOWS):
        return text(language, code, params, "flows")
    found = text(language, f"problem.{code}", params, "config")
    return _reason(language, code, params) if found == f"problem.{code}" else found


def objection_text(language: str, code: str, params: Mapping[str, str | int], catalogue: str = "config") -> str:
    """What is wrong with a document, as a form says it, or with a flow, as its check says it (`flows`)."""
    return _unfit_text(language, code, params) if catalogue == "config" else text(language, code, params, catalogue)


def _reason(language: str, reason: str, params: Mapping[str, str | int]) -> str:
    known = f"reasons.{reason}"
    return text(language, known if known in texts("en") else "reasons.invalid", params)


async def refused(request: Request, error: Exception) -> Response:
    """FastAPI's handler of refusals."""
    assert isinstance(error, Refusal)
    _note(request, error)
    return of_refusal(language_of(request), error)


def _note(request: Request, refusal: Refusal) -> None:
    """What the server could not do is worth a line; what the caller may not do is not."""
    if STATUS.get(refusal.code, 400) >= SERVER_ERRORS:
        route = getattr(request.scope.get("route"), "path", "")
        log.warning("call refused", code=refusal.code, method=request.method, route=route)


async def unreadable(request: Request, error: Exception) -> Response:
    """Its handler of what does not fit the declared shapes."""
    assert isinstance(error, RequestValidationError)
    language = language_of(request)
    found = error.errors()
    if any(one["type"] == "json_invalid" for one in found):
        return answer(problem(language, "bad_json", {}))
    errors = [
        FieldProblem(field=_place(one["loc"]), code=code, detail=_reason(language, code, _sizes(one.get("ctx", {}))))
        for one in found[:50]
        if (code := code_of(str(one["type"])))
    ]
    first = errors[0].field if errors else ""
    return answer(problem(language, "invalid", {"field": first}, errors))


def code_of(kind: str) -> str:
    if kind in CODES:
        return CODES[kind]
    return "wrong_type" if kind.endswith(("_type", "_parsing", "_from_float")) else "invalid"


def _place(location: Sequence[str | int]) -> str:
    """`body.files.0` → `files[0]`."""
    found = ""
    for part in location[1:]:
        found += f"[{part}]" if isinstance(part, int) else f".{part}" if found else str(part)
    return found[:200]


def _sizes(context: Mapping[str, object]) -> dict[str, str | int]:
    least = context.get("min_length", context.get("ge", context.get("gt", "")))
    most = context.get("max_length", context.get("le", context.get("lt", "")))
    return {"least": str(least), "most": str(most), "expected": str(context.get("expected", ""))}


async def of_http(request: Request, error: Exception) -> Response:
    """Its handler of what routing itself refuses."""
    assert isinstance(error, HTTPException)
    code = OF_HTTP.get(error.status_code, "refused")
    return answer(problem(language_of(request), code, {}), error.headers)


def failed(request: Request, error: Exception) -> Response:
    """A refusal outside the routes; anything else is our mistake: said as such, with the request's id, and logged
    without personal values."""
    if isinstance(error, Refusal):
        _note(request, error)
        return of_refusal(language_of(request), error)
    ident = str(getattr(request.state, "request_id", ""))
    log.error(
        "request failed",
        method=request.method,
        route=getattr(request.scope.get("route"), "path", ""),
        error=type(error).__name__,
        at=_where(error),
        draining=centre_of(request).draining,
    )
    return answer(problem(language_of(request), "internal", {"request": ident}))


def _where(error: BaseException) -> str:
    """File and line of our own innermost frame: the message itself may carry a person's words."""
    found, step = "", error.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if "atiende" in name:
            found = f"{name.rpartition('atiende/')[2]}:{step.tb_lineno}"
        step = step.tb_next
    return found
