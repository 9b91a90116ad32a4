"""Tests of flows: conversations that must go as they are written down, part of the flow's own document."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from atiende.domain.document_types import ChannelName, Language, NodeId, OtherName


class Turn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One exchange of a test. Something is heard: `hear`, or silence of `wait_seconds`, or the outcome of an errand
    (`result`: ok, missing or failed, with `values`), or that a person `took` it, or that the queue `refused` it. Then
    every text of `say` must be part of what is said, in order, and it must stand at `node`, where given."""

    hear: Annotated[str, Meta(max_length=2000)] | None = None
    wait_seconds: Annotated[int, Meta(ge=0, le=31 * 86400)] = 0
    result: Literal["ok", "missing", "failed"] | None = None
    values: dict[str, str | int | float | bool | None] = {}
    took: bool = False
    refused: bool = False
    say: list[Annotated[str, Meta(max_length=2000)]] = []
    node: NodeId | None = None


class Golden(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A conversation that must go like this. `at`: local time in the brand's zone, `2026-11-22T10:30`.

    `customer`, `conversation` and `brand` are what is known at the beginning. `outcome`: how it ends, where given:
    resolved, ended, person, left or failed; `goal`: reached by then.
    """

    name: OtherName
    channel: ChannelName = "webchat"
    language: Language = "es"
    at: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$", extra={"code": "bad_date"})] = (
        "2026-11-23T10:30"
    )
    customer: dict[str, str | int | bool] = {}
    conversation: dict[str, str | int | bool] = {}
    brand: dict[str, str | int | bool] = {}
    turns: list[Turn] = []
    outcome: Literal["", "resolved", "ended", "person", "left", "failed"] = ""
    goal: OtherName = ""
