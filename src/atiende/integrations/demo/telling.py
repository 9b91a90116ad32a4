"""The stories of the last two days, told by hand: every line at its moment, and how each stands now."""

from contextlib import suppress
from functools import partial

from atiende.actions.conversations import (
    assign_conversation,
    pend_conversation,
    resolve_conversation,
    snooze_conversation,
)
from atiende.actions.customers import edit_customer, set_vip
from atiende.actions.endpoints import open_endpoint
from atiende.actions.intake import take_message
from atiende.actions.organizations import set_organization
from atiende.actions.replies import Note, Reply, send_reply, write_note
from atiende.domain.conversation import Conversation
from atiende.domain.errors import WrongState
from atiende.integrations.demo.clockwork import HOUR_MS, MINUTE_MS
from atiende.integrations.demo.company import MAILBOXES
from atiende.integrations.demo.past import Life
from atiende.integrations.demo.stories import GUESTS, STORIES, Guest, Line, Story
from atiende.ports.channel import Inbound
from atiende.ports.desk import Desk

ACTOR = "demo"


def tell_stories(life: Life, people: dict[str, str], now: int) -> None:
    """Puts every line on the agenda. What waits at the end of a story is left to whoever is offered it."""
    for story in STORIES:
        told = _Told(life.desk, life.tenant, people, story)
        for line in story.lines:
            life.agenda.put(now - line.ago * MINUTE_MS, partial(told.line, line))
        if story.end != "open":
            life.agenda.put(now - story.lines[-1].ago * MINUTE_MS + 30_000, told.end)


class _Told:
    """One story under way."""

    def __init__(self, desk: Desk, tenant: str, people: dict[str, str], story: Story) -> None:
        self._desk, self._tenant, self._people, self._story = desk, tenant, people, story
        self._guest: Guest = next(one for one in GUESTS if one.key == story.guest)
        self._conversation = ""

    async def line(self, line: Line) -> None:
        if line.by == "customer":
            await self._customer_writes(line)
            return
        agent = self._people[line.by.removeprefix("note:")]
        once = self._desk.ids.new("dem")
        if line.by.startswith("note:"):
            note = Note(client_id=once, text=line.text)
            await write_note(self._desk, self._tenant, agent, self._conversation, note)
        else:
            found = await self._desk.store.reading(self._tenant).get(Conversation, self._conversation)
            if found is None or found.agent != agent or found.waiting_since is not None:
                by = self._people["marta"]
                await assign_conversation(self._desk, self._tenant, by, self._conversation, agent)
            await send_reply(self._desk, self._tenant, agent, self._conversation, Reply(client_id=once, text=line.text))

    async def _customer_writes(self, line: Line) -> None:
        story, guest = self._story, self._guest
        endpoint = await open_endpoint(self._desk, self._tenant, story.endpoint)
        assert endpoint is not None  # published before anything is told
        by_mail, once = story.endpoint in MAILBOXES, self._desk.ids.new("dem")
        inbound = Inbound(
            origin=once,
            address=guest.email if by_mail else f"u:{guest.key}",
            name=guest.name,
            text=line.text,
            subject=story.subject,
            subject_key=story.subject.lower(),
            language=guest.language,
            mail_id=f"{once}@{guest.email.partition('@')[2]}" if by_mail else "",
            email="" if by_mail else guest.email,
        )
        self._conversation = (await take_message(self._desk, endpoint, inbound)).conversation
        if line is story.lines[0]:
            await self._introduce()

    async def _introduce(self) -> None:
        """What the company already knew of the customer."""
        found = await self._desk.store.reading(self._tenant).get(Conversation, self._conversation)
        assert found is not None
        guest, customer = self._guest, found.customer
        number = f"AZ-{9_001 + GUESTS.index(guest)}"
        fields = {"customer_number": number, "plan": "Profesional", "terminals": "2", "city": "Valencia"}
        await edit_customer(self._desk, self._tenant, ACTOR, customer, {"language": guest.language}, fields)
        if guest.organization:
            await set_organization(self._desk, self._tenant, ACTOR, customer, None, guest.organization)
        if guest.vip:
            await set_vip(self._desk, self._tenant, ACTOR, customer, True)

    async def end(self) -> None:
        """Whoever saw to it before has ended it."""
        with suppress(WrongState):
            await self._end()

    async def _end(self) -> None:
        story = self._story
        last = [one.by.removeprefix("note:") for one in story.lines if one.by != "customer"][-1]
        agent, conversation = self._people[last], self._conversation
        if story.end == "pending":
            await pend_conversation(self._desk, self._tenant, agent, conversation)
        elif story.end == "snoozed":
            until = self._desk.clock.now() + 20 * HOUR_MS
            await snooze_conversation(self._desk, self._tenant, agent, conversation, until)
        else:
            _, disposition, reason = story.end.split("/")
            await resolve_conversation(self._desk, self._tenant, agent, conversation, (disposition, reason))
