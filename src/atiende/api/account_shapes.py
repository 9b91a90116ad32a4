"""Shapes of who is signed in and of the names everything is chosen from."""

from atiende.api.shapes import Named, Presence, Shape, Traits


class Me(Named):
    email: str
    locale: str
    theme: str
    role: str


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
    reasons: list[WorkedChoice]
    dispositions: list[WorkedChoice]
    pauses: list[WorkedChoice]
    agents: list[AgentShown]
    channels: list[ChannelShown]


class Session(Shape):
    """Who is signed in. `csrf` goes into the header `X-CSRF-Token` of every change."""

    user: Me
    centre: CentreShown
    csrf: str
    permissions: dict[str, str]
    presence: Presence
    catalog: Catalog
