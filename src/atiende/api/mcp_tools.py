"""What an assistant of the centre may do over MCP: each tool is calls of the REST API with the caller's own key.

So no tool can go round a permission: scopes, brands, rate limits, the access log and the actions behind are the API's.
A tool whose permission the key has not is not even listed. A tool is a record of its arguments that can `run`; its
docstring is what the assistant reads.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Protocol
from urllib.parse import quote

from msgspec import Meta, Struct

from atiende.domain.check import Json

Text = Annotated[str, Meta(min_length=1, max_length=4000)]
Short = Annotated[str, Meta(min_length=1, max_length=400)]
Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Moment = Annotated[str, Meta(max_length=40, description="RFC 3339, with an offset.")]
Language = Annotated[str, Meta(pattern="^(es|en)$")]


class ToolRefused(Exception):
    """Said to the assistant, in words; `code` is the API's."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")


class Api(Protocol):
    """The REST API as the caller; paths below `/api/v1`. Raises ToolRefused."""

    async def get(self, path: str, query: Mapping[str, str | int] | None = None) -> Json: ...

    async def post(self, path: str, body: Json) -> Json: ...

    def new_id(self) -> str: ...


class Tool(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`PERMISSION`: what the key must hold for it to be listed. `WRITES`: it changes something."""

    PERMISSION: ClassVar[str] = ""
    WRITES: ClassVar[bool] = False

    async def run(self, api: Api) -> Json:
        raise NotImplementedError


class Search(Tool, frozen=True, kw_only=True, tag="search"):
    """Messages, customers, companies and conversations that answer a query, the newest first. The query understands
    words and operators such as from:, channel:, before:2026-03-02, number:123."""

    PERMISSION: ClassVar[str] = "conversation.read"
    query: Short
    kind: Annotated[str, Meta(pattern="^(all|messages|customers|companies|conversations)$")] = "all"

    async def run(self, api: Api) -> Json:
        return await api.get("/search", {"q": self.query, "type": self.kind})


class FindCustomers(Tool, frozen=True, kw_only=True, tag="find_customers"):
    """Customers by name, company, e-mail address or telephone number, however it is typed."""

    PERMISSION: ClassVar[str] = "customer.read"
    query: Annotated[str, Meta(min_length=1, max_length=200)]

    async def run(self, api: Api) -> Json:
        return await api.get("/customers", {"q": self.query, "limit": 20})


class SearchKnowledge(Tool, frozen=True, kw_only=True, tag="search_knowledge"):
    """Passages of the knowledge base that answer a question, each with its article. Quote the article you use."""

    PERMISSION: ClassVar[str] = "conversation.read"
    question: Short
    language: Language = "es"

    async def run(self, api: Api) -> Json:
        return await api.get("/knowledge/search", {"q": self.question, "language": self.language})


class ReadConversation(Tool, frozen=True, kw_only=True, tag="read_conversation"):
    """A conversation with its newest messages and notes. That it was looked at is noted, as for a person."""

    PERMISSION: ClassVar[str] = "conversation.read"
    conversation: Id

    async def run(self, api: Api) -> Json:
        path = f"/conversations/{quote(self.conversation)}"
        return {
            "conversation": await api.get(path),
            "timeline": await api.get(f"{path}/timeline", {"limit": 50}),
        }


class DraftReply(Tool, frozen=True, kw_only=True, tag="draft_reply"):
    """A draft of a reply, with what each part of it rests on. It is sent to nobody."""

    PERMISSION: ClassVar[str] = "conversation.reply"
    conversation: Id
    kind: Annotated[str, Meta(pattern="^(reply|follow_up|summary|next_step)$")] = "reply"
    language: Language = "es"

    async def run(self, api: Api) -> Json:
        path = f"/conversations/{quote(self.conversation)}/suggestions"
        return await api.post(path, {"kind": self.kind, "language": self.language})


class SendReply(Tool, frozen=True, kw_only=True, tag="send_reply"):
    """Sends a message to the customer, now, on the channel he wrote on last. Repeat `client_id` to repeat safely."""

    PERMISSION: ClassVar[str] = "conversation.reply"
    WRITES: ClassVar[bool] = True
    conversation: Id
    text: Text
    client_id: Annotated[str, Meta(max_length=64)] = ""

    async def run(self, api: Api) -> Json:
        path = f"/conversations/{quote(self.conversation)}/messages"
        return await api.post(path, {"client_id": self.client_id or api.new_id(), "text": self.text})


class CreateTask(Tool, frozen=True, kw_only=True, tag="create_task"):
    """A task for somebody of the centre, about a conversation; without an owner it is anybody's."""

    PERMISSION: ClassVar[str] = "conversation.reply"
    WRITES: ClassVar[bool] = True
    conversation: Id
    text: Annotated[str, Meta(min_length=1, max_length=500)]
    due: Moment = ""
    owner: Annotated[str, Meta(max_length=64)] = ""

    async def run(self, api: Api) -> Json:
        wanted: dict[str, Json] = {"kind": "task", "text": self.text, "conversation": self.conversation}
        wanted |= {name: value for name, value in (("due", self.due), ("owner", self.owner)) if value}
        return await api.post("/commitments", wanted)


class QueueState(Tool, frozen=True, kw_only=True, tag="queue_state"):
    """Queues and agents as they are now: who waits, for how long, who is there, and today's service level."""

    PERMISSION: ClassVar[str] = "queue.supervise"

    async def run(self, api: Api) -> Json:
        return await api.get("/board")


class SimulateFlow(Tool, frozen=True, kw_only=True, tag="simulate_flow"):
    """Runs a flow in a conversation nobody has: what it says to each thing said, where it goes, how it ends. `at` is
    local time of the brand. Nothing is done outside."""

    PERMISSION: ClassVar[str] = "config.edit"
    flow: Id
    says: Annotated[list[Annotated[str, Meta(max_length=2000)]], Meta(max_length=50)] = []
    language: Language = "es"
    channel: Annotated[str, Meta(max_length=63)] = "webchat"
    at: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$")] = "2026-11-23T10:30"

    async def run(self, api: Api) -> Json:
        document = await api.get(f"/config/flow/{quote(self.flow)}")
        assert isinstance(document, dict)
        says: list[Json] = [{"kind": "say", "text": one} for one in self.says]
        place: dict[str, Json] = {"language": self.language, "channel": self.channel, "at": self.at}
        trial: dict[str, Json] = {"slug": self.flow, "body": document["body"], "acts": says}
        return await api.post("/flows/simulate", place | trial)


TOOLS: Sequence[type[Tool]] = (
    Search, FindCustomers, SearchKnowledge, ReadConversation, DraftReply, SendReply, CreateTask, QueueState,
    SimulateFlow,
)  # fmt: skip
"""In the order they are listed."""
