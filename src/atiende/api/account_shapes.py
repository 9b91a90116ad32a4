"""Shapes of who is signed in and of the names everything is chosen from."""

from atiende.api.shapes import Moment, Named, Presence, Shape, Traits


class Me(Named):
    email: str
    locale: str
    theme: str
    role: str
    preferences: dict[str, str]


class CentreShown(Shape):
    id: str
    name: str
    language: str
    time_zone: str
    demo: bool


class BrandShown(Shape):
    slug: str
    name: str
    color: str


class QueueShown(Shape):
    slug: str
    name: str
    brand: str


class EndpointShown(Shape):
    slug: str
    name: str
    channel: str
    brand: str
    address: str


class Choice(Shape):
    """A document to choose, by slug."""

    slug: str
    name: str


class WorkedChoice(Choice):
    """One with its name in Spanish."""

    name_es: str


class BranchShown(WorkedChoice):
    """One that may stand below another, as a branch of a tree."""

    parent: str | None


class DispositionShown(BranchShown):
    """`note_required`: ending so asks for a word."""

    note_required: bool


class TagShown(WorkedChoice):
    color: str


class FieldShown(WorkedChoice):
    """A custom field of customers, companies or conversations. No brands: of all of them."""

    of: str
    type: str
    options: list[str]
    brands: list[str]
    required: bool
    verifies: bool
    position: int


class GrantShown(WorkedChoice):
    """Something that can be granted; amounts are in hundredths of `unit`."""

    unit: str


class AgentShown(Named):
    state: str


class ChannelShown(Shape):
    name: str
    traits: Traits


class Catalog(Shape):
    """Everything that has a name and can be chosen."""

    brands: list[BrandShown]
    queues: list[QueueShown]
    endpoints: list[EndpointShown]
    teams: list[Choice]
    skills: list[Choice]
    reasons: list[BranchShown]
    dispositions: list[DispositionShown]
    tags: list[TagShown]
    fields: list[FieldShown]
    decisions: list[GrantShown]
    pauses: list[WorkedChoice]
    agents: list[AgentShown]
    channels: list[ChannelShown]


class Viewing(Shape):
    """An administrator sees the desk as `user` does, until then, and changes nothing."""

    by_name: str
    until: Moment


class Session(Shape):
    """Who is signed in. `csrf` goes into the header `X-CSRF-Token` of every change."""

    user: Me
    centre: CentreShown
    csrf: str
    permissions: dict[str, str]
    presence: Presence
    catalog: Catalog
    viewing: Viewing | None = None
