"""`atiende bench mail`: a collection of real mail through the running server's own door, read back through its API.

Every mail is delivered by SMTP; what became of it is what an agent sees: the timeline, its files, the list of what was
set aside. The raw mail tells which is which.
"""

import asyncio
import re
import smtplib
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from msgspec.structs import replace

from atiende.actions.configuration import Ref, publish
from atiende.actions.sessions import open_session
from atiende.actions.users import Person, create_user
from atiende.bench.centre import Prepared, prepare
from atiende.bench.mail_cases import load_cases
from atiende.bench.mail_score import Case, Outcome, Score, judge, score
from atiende.bench.registry import Options
from atiende.bench.running import RunningServer, scratch
from atiende.channels.email.incoming import NOBODY
from atiende.channels.email.origin import origin_of
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.message import MessageContent
from atiende.domain.work import Ingress
from atiende.ports.store import Change
from atiende.settings import Settings
from atiende.wiring import open_desk

DATA = Path("../shared/data/email")
ADDRESS = "desk@bench.test"
NOWHERE = "@nowhere.bench.test"
"""Where mails come from that do not say so themselves."""
NO_MAIL = (".md", ".json")
READERS = 8
"""People who read the results back: each may ask so much a second."""
QUICK = 1000
"""Mails in quick mode, spread evenly over the collection."""
WARM_SECONDS = 2.0
"""A server that has just started loads what it guesses languages with."""
PAUSE_SECONDS = 0.01
"""Between two mails, so that the slowest is slow by itself and not for waiting behind the others."""
APPLIED_SECONDS = 10.0
"""A mail that is not to be seen this long after it was acknowledged has stalled."""
_WRITTEN_FILE = re.compile(r"^begin [0-7]{3,4} ([^\r\n]+)$.*?^end\s*$", re.MULTILINE | re.DOTALL)
_RETURN_PATH = re.compile(rb"^return-path:[ \t]*<?([^<>\s]*)>?", re.IGNORECASE | re.MULTILINE)


@dataclass(slots=True)
class Seen:
    """What the API showed, by the mail's origin."""

    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)
    quarantined: int = 0


async def run(options: Options) -> dict[str, float | None]:
    """The figures of `bench.md`; the notes name every mail that was not read as expected, and what was wrong."""
    folder = options.data or DATA
    cases = load_cases(folder) if folder.is_dir() else []
    if not cases:
        options.notes.append("no collection of mail found; name one with --data")
    if options.quick and len(cases) > QUICK:
        step = len(cases) // QUICK + 1
        options.notes.append(f"quick: every {step}th of {len(cases)} mails")
        cases = cases[::step]
    with scratch("mail") as place:
        prepared, readers = await _prepare(Path(place))
        server = RunningServer(Path(place))
        await server.start()
        await asyncio.sleep(WARM_SECONDS)
        try:
            mails = [*dict.fromkeys(case.raw for case in cases), *_others(folder, cases)]
            refused, stalled, seen = await _through(server, readers, mails)
            peak = server.peak_mib()
        finally:
            await server.stop()
        slowest = await _slowest_ms(prepared)
    found = _score(cases, seen, refused)
    options.notes.append(f"{found.messages} expectations of their collections judged")
    options.notes.extend(f"not as expected: {one.file}: {one.what}" for one in found.failures)
    return {
        "messages": len(mails),
        "exceptions": seen.quarantined,
        "stalled": stalled,
        "fidelity_pct": found.fidelity_pct,
        "visible_reply_pct": found.visible_reply_pct,
        "automatic_right_pct": found.automatic_right_pct,
        "genuine_refused": found.genuine_refused,
        "slowest_ms": slowest,
        "peak_mib": round(peak, 1),
    }


async def _prepare(directory: Path) -> tuple[Prepared, Sequence[str]]:
    """A centre with one mailbox without a cap on floods, and the sessions of those who read."""
    prepared = await prepare(directory, 0)
    async with open_desk(Settings(data_dir=directory)) as desk:

        def mailbox(change: Change) -> None:
            settings: docs.Settings = {"address": ADDRESS, "flood_per_hour": 0}
            body = docs.Endpoint(name="Mail", brand="main", channel="email", queue="main", settings=settings)
            publish(change, "system:bench", Ref("endpoint", "mail"), body)

        await desk.store.change(prepared.tenant, mailbox, at=desk.clock.now())
        tokens = []
        for number in range(READERS):
            person = Person(name=f"Reader {number}", email=f"reader{number}@bench.test", role="admin")
            user = (await create_user(desk, prepared.tenant, "system:bench", person)).user
            tokens.append((await open_session(desk, prepared.tenant, user)).token)
    return prepared, tokens


def _others(folder: Path, cases: Sequence[Case]) -> Sequence[bytes]:
    """Every other file of the collection: nothing is said of it but that it must do no harm."""
    judged = {case.raw for case in cases}
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in NO_MAIL)
    return [raw for path in files if (raw := path.read_bytes()) and raw not in judged]


async def _through(server: RunningServer, readers: Sequence[str], mails: Sequence[bytes]) -> tuple[set[str], int, Seen]:
    """Delivers everything and reads it back: origins refused at the door, how many never appeared, what was seen."""
    refused = await asyncio.to_thread(_deliver, server.mail_port, mails)
    wanted = {origin_of(_on_the_wire(raw)) for raw in mails} - refused
    reader = Reader(server.port, readers)
    try:
        until = time.monotonic() + APPLIED_SECONDS
        before = -1
        while (count := await reader.count()) < len(wanted) and (time.monotonic() < until or count != before):
            before = count
            await asyncio.sleep(0.5)
        seen = await reader.read()
    finally:
        await reader.close()
    return refused, len(wanted - seen.outcomes.keys()), seen


def _deliver(port: int, mails: Sequence[bytes]) -> set[str]:
    """One after the other, as a mail server hands them over; answers the origins of those that were not taken."""
    refused: set[str] = set()
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
        for number, raw in enumerate(mails):
            mail = _on_the_wire(raw)
            path = _RETURN_PATH.search(mail[:20_000])
            sender = path.group(1).decode("ascii", "replace") if path else f"sender{number}{NOWHERE}"
            try:
                client.sendmail(sender if "@" in sender and sender.isascii() else "", [ADDRESS], mail)
            except smtplib.SMTPResponseException:
                refused.add(origin_of(mail))
            time.sleep(PAUSE_SECONDS)
    return refused


def _on_the_wire(raw: bytes) -> bytes:
    """With the line ends of SMTP, as every mail server would send it."""
    mail = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return mail if mail.endswith(b"\r\n") else mail + b"\r\n"


class Reader:
    """Asks the API as several people at once would."""

    def __init__(self, port: int, tokens: Sequence[str]) -> None:
        base = f"http://127.0.0.1:{port}/api/v1"
        self._people = [
            httpx2.AsyncClient(base_url=base, headers={"Cookie": f"atiende_session={token}"}, timeout=60)
            for token in tokens
        ]
        self._turn = 0

    async def close(self) -> None:
        for person in self._people:
            await person.aclose()

    async def count(self) -> int:
        """Messages and set-aside mails there are."""
        messages = [int(row["last"]) async for row in self._pages("/conversations?view=all&limit=100")]
        return sum(messages) + len([one async for one in self._pages("/ingress?limit=200")])

    async def read(self) -> Seen:
        seen = Seen()
        gate = asyncio.Semaphore(READERS)
        async with asyncio.TaskGroup() as group:
            async for row in self._pages("/conversations?view=all&limit=100"):
                group.create_task(self._conversation(gate, row["id"], seen))
            async for line in self._pages("/ingress?limit=200"):
                seen.quarantined += line["state"] == "quarantined"
                outcome = Outcome(automatic=line["why"], refused=line["state"] == "quarantined")
                group.create_task(self._note(gate, f"/ingress/{line['id']}/raw", outcome, seen))
        return seen

    async def _conversation(self, gate: asyncio.Semaphore, conversation: str, seen: Seen) -> None:
        async with gate:
            entries = [one async for one in self._pages(f"/conversations/{conversation}/timeline?limit=100")]
            customer = await self._get(f"/conversations/{conversation}")
        for entry in entries:
            if entry["type"] == "message" and entry["raw"]:
                await self._note(gate, f"/messages/{entry['id']}/raw", _outcome(entry, customer), seen)

    async def _note(self, gate: asyncio.Semaphore, path: str, outcome: Outcome, seen: Seen) -> None:
        async with gate:
            answer = await self._ask(path)
        seen.outcomes.setdefault(origin_of(answer.content), []).append(outcome)

    async def _pages(self, path: str) -> AsyncIterator[dict[str, Any]]:
        cursor = ""
        while True:
            page = await self._get(f"{path}{cursor}")
            for item in page["items"]:
                yield item
            if page["next"] is None:
                return
            name = "before" if "timeline" in path else "cursor"
            cursor = f"&{name}={page['next']}"

    async def _get(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = (await self._ask(path)).json()
        return found

    async def _ask(self, path: str) -> httpx2.Response:
        """By whoever's turn it is; who asked too often waits as he is told."""
        while True:
            self._turn += 1
            answer = await self._people[self._turn % len(self._people)].get(path)
            if answer.status_code != 429:
                answer.raise_for_status()
                return answer
            await asyncio.sleep(float(answer.headers.get("Retry-After", "1")))


def _outcome(entry: dict[str, Any], conversation: dict[str, Any]) -> Outcome:
    address = next((one["address"] for one in conversation["endpoints"] if one["channel"] == "email"), "")
    return Outcome(
        subject=entry["subject"],
        sender_name=entry["author"]["name"],
        sender_address=address,
        body="\n".join((entry["text"], entry["hidden"])),
        visible=entry["text"],
        attachment_names=tuple(one["name"] for one in entry["attachments"]),
    )


def _score(cases: Sequence[Case], seen: Seen, refused: set[str]) -> Score:
    """Mails that are the same to the server share what was seen of them."""
    by_raw = {case.raw: case for case in cases}
    mails = Counter(one.sender_address for found in seen.outcomes.values() for one in found)

    def read(raw: bytes) -> Outcome:
        origin = origin_of(_on_the_wire(raw))
        found = seen.outcomes.get(origin, [])
        if not found or origin in refused:
            return Outcome(refused=True)
        variants = [one for outcome in found for one in _variants(outcome, mails[outcome.sender_address])]
        return min(variants, key=lambda one: len(judge(_comparable(by_raw[raw]), one)))

    return score([_comparable(case) for case in cases], read)


def _comparable(case: Case) -> Case:
    """Addresses are kept in lower case; a file written into the text is shown as a file and not as text."""
    sender = None if case.sender is None else (case.sender[0], case.sender[1].lower())
    body = case.body or ""
    written = tuple(_WRITTEN_FILE.findall(body))
    if not written:
        return replace(case, sender=sender)
    return replace(case, sender=sender, body=_WRITTEN_FILE.sub("", body), files=(*(case.files or ()), *written))


def _variants(outcome: Outcome, mails: int) -> Sequence[Outcome]:
    """What was folded away stood before or after. A sender without an address is known by the envelope's; one without a
    name is shown as his address, or by the name he gave in another of his mails."""
    hidden = outcome.body[len(outcome.visible) + 1 :]
    bodies = (outcome.body, f"{hidden}\n{outcome.visible}")
    address = "" if outcome.sender_address.endswith((NOWHERE, NOBODY)) else outcome.sender_address
    name = "" if outcome.sender_name == outcome.sender_address else outcome.sender_name
    names = (name, "") if mails > 1 else (name,)
    return [replace(outcome, body=body, sender_name=one, sender_address=address) for body in bodies for one in names]


async def _slowest_ms(prepared: Prepared) -> float | None:
    """From durable to applied, the worst of all, by the stopped server's own log."""
    async with open_desk(Settings(data_dir=prepared.data_dir)) as desk:
        reading = desk.store.reading(prepared.tenant)
        kept = await reading.where(Ingress, {}, limit=1_000_000)
        by_id = {row.id: row.at for row in kept}
        by_blob = {row.blob: row.at for row in kept}
        contents = {row.id: row.raw for row in await reading.where(MessageContent, {}, limit=1_000_000)}
        waits = [0]
        after = 0
        while page := await desk.store.log(prepared.tenant, after, 5000):
            after = page[-1].seq
            for one in page:
                if isinstance(one.fact, f.MessageReceived):
                    waits.append(one.at - by_blob[contents[one.fact.message]])
                elif isinstance(one.fact, f.IngressSetAside | f.IngressQuarantined):
                    waits.append(one.at - by_id[one.fact.ingress])
        return float(max(waits)) if kept else None
