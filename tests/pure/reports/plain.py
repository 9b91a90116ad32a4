"""A report counted the plain way: the log as dictionaries, a list of entries, and sums over it at the end.

It shares no code with what it is compared with, and keeps nothing while it reads but what happened.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from atiende.domain import facts as f

Told = Mapping[str, Any]
K = TypeVar("K")
LIVE_SECONDS = {"voice": 20, "video": 20, "callback": 30, "webchat": 30}
SHORT = 5_000


class Plain:
    """`entries` and `spells` (an agent's times, as (agent, what, from, to)) of a whole log."""

    def __init__(self, log: Iterable[f.Logged], zone: str = "Europe/Madrid") -> None:
        self.zone, self.entries, self.spells = zone, list[dict[str, Any]](), list[tuple[str, str, int, int]]()
        self.documents: dict[tuple[str, str], Told] = {}
        self.waits: dict[str, dict[str, Any]] = {}
        self.works: dict[str, dict[str, Any]] = {}
        self.states: dict[str, str] = {}
        self.since: dict[str, int] = {}
        self.talks: dict[str, dict[str, Any]] = {}
        self.firsts: list[dict[str, Any]] = []
        self.deeds: list[tuple[str, str, int, int]] = []
        for logged in log:
            self.at, self.actor = logged.at, logged.actor
            told = msgspec.to_builtins(logged.fact) | {
                name: getattr(logged.fact, name) for name in logged.fact.__struct_fields__
            }
            getattr(self, type(logged.fact).__name__, lambda told: None)(told)
        for agent in sorted({*self.since}):
            self._spell(agent)

    # --- reading ------------------------------------------------------------------------------------------------------

    def TenantCreated(self, told: Told) -> None:
        self.zone = told["time_zone"]

    def DocumentPublished(self, told: Told) -> None:
        self.documents[told["kind"], told["slug"]] = msgspec.json.decode(told["body"])

    def InteractionQueued(self, told: Told) -> None:
        name = told["interaction"]
        if name in self.waits and self.waits[name]["queue"] == told["queue"]:
            return
        self._leave(name, "moved")
        self._stop(name)
        entered = self.at if told["entered"] is None else told["entered"]
        entry = {"queue": told["queue"], "channel": told["channel"], "brand": told["brand"], "entered": entered,
                 "deadline": self._deadline(told, entered), "outcome": "waiting"}  # fmt: skip
        self.entries.append(entry)
        self.waits[name] = entry

    def InteractionTaken(self, told: Told) -> None:
        self._stop(told["interaction"])
        entry = self._leave(told["interaction"], "answered", told["agent"])
        self._spell(told["agent"])
        self.works[told["interaction"]] = {"agent": told["agent"], "from": self.at, "entry": entry}
        self.deeds.append((told["agent"], "taken", self.at, 1))

    def InteractionTransferred(self, told: Told) -> None:
        self._stop(told["interaction"], transferred=True, forced=told["forced"])

    def InteractionEnded(self, told: Told) -> None:
        self._stop(told["interaction"])
        self._leave(told["interaction"], "abandoned" if told["how"] == "abandoned" else "moved")

    def CallbackRequested(self, told: Told) -> None:
        self._leave(told["interaction"], "moved")

    DeflectionTaken = InteractionRefused = CallbackRequested

    def AgentStateChanged(self, told: Told) -> None:
        self._spell(told["agent"])
        self.states[told["agent"]] = told["state"]

    def OfferExpired(self, told: Told) -> None:
        self.deeds.append((told["agent"], "missed", self.at, 1))

    def OfferDeclined(self, told: Told) -> None:
        self.deeds.append((told["agent"], "declined", self.at, 1))

    def ConversationOpened(self, told: Told) -> None:
        self.talks[told["conversation"]] = {name: told[name] for name in ("queue", "channel", "brand")} | {
            "opened": self.at, "due": None, "answered": None,
        }  # fmt: skip
        self.firsts.append(self.talks[told["conversation"]])

    def TargetSet(self, told: Told) -> None:
        talk = self.talks.get(told["conversation"])
        if talk is not None:
            talk["due"] = told["answer_due"]

    def MessageWritten(self, told: Told) -> None:
        if told["automatic"] or told["author"] == "system":
            return
        self.deeds.append((told["author"], "answers", self.at, 1))
        talk = self.talks.pop(told["conversation"], None)
        if talk is not None:
            talk["answered"] = self.at

    def ConversationResolved(self, told: Told) -> None:
        if self.actor.startswith("agent:"):
            self.deeds.append((self.actor.removeprefix("agent:"), "resolved", self.at, 1))
        talk = self.talks.pop(told["conversation"], None)
        if talk is not None:
            talk["due"] = None

    def ConversationMerged(self, told: Told) -> None:
        """It is answered where it was merged to, if at all."""
        talk = self.talks.pop(told["conversation"], None)
        if talk is not None:
            talk["due"] = None

    def _deadline(self, told: Told, entered: int) -> int:
        body = self.documents.get(("queue", told["queue"]), {})
        if told["channel"] in LIVE_SECONDS:
            return entered + 1000 * (body.get("service_seconds") or LIVE_SECONDS[told["channel"]])
        return told["due"] if told["due"] is not None else entered + 1000 * body.get("answer_within_seconds", 3600)

    def _leave(self, name: str, outcome: str, agent: str = "") -> dict[str, Any] | None:
        entry = self.waits.pop(name, None)
        if entry is not None:
            entry |= {"outcome": outcome, "left": self.at, "agent": agent}
        return entry

    def _stop(self, name: str, *, transferred: bool = False, forced: bool = False) -> None:
        work = self.works.get(name)
        if work is None:
            return
        self._spell(work["agent"])
        del self.works[name]
        self.deeds.append((work["agent"], "handled", self.at, 1))
        self.deeds.append((work["agent"], "handle_ms", self.at, self.at - work["from"]))
        if transferred and not forced:
            self.deeds.append((work["agent"], "transferred", self.at, 1))
        if work["entry"] is not None:
            work["entry"] |= {"handle": self.at - work["from"], "transferred": transferred}

    def _spell(self, agent: str) -> None:
        """What he did until now."""
        since, self.since[agent] = self.since.get(agent), self.at
        if since is None:
            return
        at_work = any(work["agent"] == agent for work in self.works.values())
        state = self.states.get(agent, "")
        ready = "ready_ms" if state == "available" else None
        what = {"offline": None, "paused": "paused_ms"}.get(state, "busy_ms" if at_work else ready)
        if what is not None:
            self.spells.append((agent, what, since, self.at))

    # --- adding up ----------------------------------------------------------------------------------------------------

    def half(self, brand: str, at: int) -> str:
        """A half hour as people write it: the local date and time it begins at, with its offset."""
        zone = self.documents.get(("brand", brand), {}).get("time_zone", self.zone) if brand else self.zone
        local = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone))
        return local.replace(minute=local.minute // 30 * 30, second=0, microsecond=0).isoformat()

    def queues(self) -> dict[tuple[str, str, str], dict[str, int]]:
        """Sums by (half hour, queue, channel)."""
        found: dict[tuple[str, str, str], Counter[str]] = {}
        for one in self.entries:
            key = (self.half(one["brand"], one["entered"]), one["queue"], one["channel"])
            found.setdefault(key, Counter()).update(_of_entry(one))
        for one in self.firsts:
            key = (self.half(one["brand"], one["opened"]), one["queue"], one["channel"])
            found.setdefault(key, Counter()).update(_of_first(one))
        return _without_nothing(found)

    def agents(self) -> dict[tuple[str, str], dict[str, int]]:
        """Sums by (half hour, agent), times minute by minute."""
        found: dict[tuple[str, str], dict[str, int]] = {}

        def add(agent: str, moment: int, name: str, by: int) -> None:
            cell = found.setdefault((self.half("", moment), agent), {})
            cell[name] = cell.get(name, 0) + by

        for agent, what, moment, by in self.deeds:
            add(agent, moment, what, by)
        for agent, what, since, until in self.spells:
            while since < until:
                step = min(until, (since // 60_000 + 1) * 60_000)
                add(agent, since, what, step - since)
                since = step
        return _without_nothing(found)


def _of_entry(one: dict[str, Any]) -> dict[str, int]:
    sums = {"offered": 1, one["outcome"]: 1}
    if one["outcome"] in ("answered", "abandoned"):
        wait = one["left"] - one["entered"]
        sums["waited"] = wait
        if one["outcome"] == "answered":
            sums |= {"within": one["left"] <= one["deadline"], "answer_ms": wait}
        else:
            sums["short"] = wait < SHORT
    if "handle" in one:
        sums |= {"handled": 1, "handle_ms": one["handle"], "transferred": one["transferred"]}
    return sums


def _of_first(one: dict[str, Any]) -> dict[str, int]:
    answered = one["answered"]
    sums = {"firsts": 1, "first_ms": answered - one["opened"]} if answered and answered > one["opened"] else {}
    if one["due"] is not None:
        sums |= {"targets": 1, "met": answered is not None and answered <= one["due"]}
    return sums


def _without_nothing(found: Mapping[K, Mapping[str, int]]) -> dict[K, dict[str, int]]:
    return {key: {name: by for name, by in cell.items() if by} for key, cell in found.items()}
