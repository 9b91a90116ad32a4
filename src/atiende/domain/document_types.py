"""What the fields of configuration documents are made of: references by slug, names, levels, spans of time.

`extra` tells the check which problem a pattern means and what a slug refers to; `x-…` tells the screens the same.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

SLUG = r"^[a-z0-9][a-z0-9_-]{0,62}$"
NAME_OF_SECRET = r"^[a-z0-9][a-z0-9_.-]{0,63}$"  # noqa: S105 - a pattern, not a value
REFERENCE_TO_SECRET = r"^secret:[a-z0-9][a-z0-9_.-]{0,63}$"  # noqa: S105 - a pattern, not a value

Slug = Annotated[str, Meta(pattern=SLUG, extra={"code": "bad_slug"})]
BrandRef = Annotated[
    str, Meta(pattern=SLUG, extra={"code": "bad_slug", "to": "brand"}, extra_json_schema={"x-reference": "brand"})
]
QueueRef = Annotated[
    str, Meta(pattern=SLUG, extra={"code": "bad_slug", "to": "queue"}, extra_json_schema={"x-reference": "queue"})
]
TeamRef = Annotated[
    str, Meta(pattern=SLUG, extra={"code": "bad_slug", "to": "team"}, extra_json_schema={"x-reference": "team"})
]
SkillRef = Annotated[
    str, Meta(pattern=SLUG, extra={"code": "bad_slug", "to": "skill"}, extra_json_schema={"x-reference": "skill"})
]
HoursRef = Annotated[
    str, Meta(pattern=SLUG, extra={"code": "bad_slug", "to": "hours"}, extra_json_schema={"x-reference": "hours"})
]
ReasonRef = Annotated[
    str, Meta(pattern=SLUG, extra={"code": "bad_slug", "to": "reason"}, extra_json_schema={"x-reference": "reason"})
]
DispositionRef = Annotated[
    str,
    Meta(
        pattern=SLUG, extra={"code": "bad_slug", "to": "disposition"}, extra_json_schema={"x-reference": "disposition"}
    ),
]
RoleRef = Annotated[
    str, Meta(pattern=SLUG, extra={"code": "bad_slug", "to": "role"}, extra_json_schema={"x-reference": "role"})
]
SecretRef = Annotated[
    str,
    Meta(
        pattern=REFERENCE_TO_SECRET,
        extra={"code": "bad_secret", "to": "secret"},
        extra_json_schema={"x-reference": "secret"},
    ),
]
ChannelName = Annotated[
    str, Meta(pattern=SLUG, extra={"code": "bad_slug"}, extra_json_schema={"x-reference": "channel"})
]
FactName = Annotated[str, Meta(min_length=1, max_length=64, extra_json_schema={"x-reference": "fact"})]
TimeZone = Annotated[str, Meta(min_length=1, max_length=64, extra_json_schema={"x-format": "time-zone"})]
Language = Annotated[
    str,
    Meta(
        pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        extra={"code": "bad_language"},
        extra_json_schema={"x-format": "language"},
    ),
]
Color = Annotated[
    str, Meta(pattern=r"^#[0-9a-fA-F]{6}$", extra={"code": "bad_color"}, extra_json_schema={"x-format": "color"})
]
Url = Annotated[str, Meta(min_length=8, max_length=2000, extra_json_schema={"format": "uri"})]
Name = Annotated[str, Meta(min_length=1, max_length=120)]
OtherName = Annotated[str, Meta(max_length=120)]
Level = Annotated[int, Meta(ge=1, le=5)]
Priority = Annotated[int, Meta(ge=1, le=5, extra_json_schema={"x-format": "priority"})]
Percent = Annotated[int, Meta(ge=0, le=100, extra_json_schema={"x-unit": "%"})]
HelpAddress = Annotated[str, Meta(pattern=r"^([a-z0-9][a-z0-9-]{1,62})?$", extra={"code": "bad_slug"})]
Choice = Literal[
    "longest_idle", "least_occupied", "best_skilled", "least_skilled", "least_flexible", "round_robin", "random",
    "weighted", "learned",
]  # fmt: skip
Seconds = Annotated[int, Meta(ge=0, le=7 * 86400, extra_json_schema={"x-unit": "s"})]
Text = Annotated[str, Meta(max_length=4000, extra_json_schema={"x-format": "text"})]
Settings = dict[str, str | int | bool | list[str]]


class Body(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every document has: the name people see."""

    name: Name


TagRef = Annotated[
    str, Meta(pattern=SLUG, extra={"code": "bad_slug", "to": "tag"}, extra_json_schema={"x-reference": "tag"})
]
Template = Annotated[str, Meta(max_length=10_000, extra_json_schema={"x-format": "template"})]
"""Text with Liquid variables, as `{{ customer.first_name }}`; each place says which ones it knows."""
ConversationKind = Literal["enquiry", "complaint", "claim", "incident"]
LongTemplate = Annotated[str, Meta(max_length=4000, extra_json_schema={"x-format": "template"})]
NodeId = Annotated[
    str,
    Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$", extra={"code": "bad_slug"}, extra_json_schema={"x-format": "node"}),
]
