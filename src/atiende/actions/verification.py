"""Making sure who it is before something sensitive: by a code, by what only he knows, or by a colleague's word.

It holds for one conversation and for VALID_MS. A code is never kept or shown, only its keyed hash; what is on file is
compared inside the change and never shown either.
"""

import base64
from collections.abc import Mapping
from hmac import compare_digest

from msgspec import Struct
from msgspec.structs import replace

from atiende.actions import replies
from atiende.actions.authors import actor_of
from atiende.actions.conversations import conversation_of
from atiende.actions.custom_fields import fields_of
from atiende.actions.deflection import mailbox_of
from atiende.actions.endpoints import open_endpoint
from atiende.actions.persons import person
from atiende.domain import facts as f
from atiende.domain.authority import Verification, VerificationCode
from atiende.domain.conversation import Conversation
from atiende.domain.custom_values import says_the_same
from atiende.domain.customer import Address, CustomerDetails, Identity
from atiende.domain.errors import Invalid, Refusal, TooMany, Unreachable
from atiende.domain.work import Tally
from atiende.ports.channel import Outbound, SendFailed
from atiende.ports.desk import Desk
from atiende.ports.store import Change

VALID_MS = 8 * 3_600_000
CODE_MS = 10 * 60_000
MOST_TRIES = 5
CODES_AN_HOUR = 5
FAILURES = 5
"""So many wrong answers in a conversation, and nobody asks on: only a colleague's word is left."""
HOUR_MS = 3_600_000
DIGITS = 6


class CodeNotSent(Refusal):
    """The code did not leave: the relay is away, or no mailbox of the brand can send."""

    code = "code_not_sent"


class Letter(Struct, frozen=True, kw_only=True):
    """What the customer reads; `{code}` stands where the code goes."""

    subject: str
    text: str


class _Ready(Struct, frozen=True, kw_only=True):
    conversation: Conversation
    address: Address
    mailbox: str


async def send_code(desk: Desk, tenant: str, conversation_id: str, identity: str, letter: Letter, as_: str = "") -> int:
    """Sends a code to a verified address on file; answers until when it may be said (ms UTC). `as_`: the customer he
    says he is, who hears of it then by his own address.

    Raises NotFound, Unreachable for an address nobody vouched for, TooMany, CodeNotSent (the code is void then).
    """
    code = _code(desk)

    def decide(change: Change) -> _Ready:
        ready = _ready(desk, change, conversation_id, identity, as_)
        _spend(change, f"verify:{conversation_id}")
        _spend(change, f"verify:{identity}")
        change.put(
            VerificationCode(
                conversation=conversation_id,
                customer=ready.conversation.customer,
                identity=identity,
                hash=_hash(desk, conversation_id, code),
                expires_at=change.at + CODE_MS,
            )
        )
        return ready

    now = desk.clock.now()
    ready = await desk.store.change(tenant, decide, at=now)
    try:
        await _deliver(desk, tenant, ready, letter, code)
    except SendFailed as failed:
        await desk.store.change(
            tenant, lambda change: change.drop(VerificationCode, conversation_id), at=desk.clock.now()
        )
        raise CodeNotSent(reason=failed.reason) from failed
    return now + CODE_MS


async def pretend_code(desk: Desk, tenant: str, conversation_id: str) -> None:
    """As if a code were sent: what is typed then is wrong, as often as it may be. Raises NotFound, TooMany."""

    def decide(change: Change) -> None:
        conversation = conversation_of(change, conversation_id)
        _spend(change, f"verify:{conversation_id}")
        change.put(
            VerificationCode(
                conversation=conversation_id,
                customer=conversation.customer,
                identity="",
                hash=_hash(desk, conversation_id, desk.ids.secret(16)),  # of no six digits
                expires_at=change.at + CODE_MS,
            )
        )

    await desk.store.change(tenant, decide, at=desk.clock.now())


async def check_code(desk: Desk, tenant: str, agent: str, conversation_id: str, said: str) -> bool:
    """Whether it is the code; five wrong ones and it is void. Raises NotFound, Invalid without a code that holds."""
    return bool(await prove_code(desk, tenant, agent, conversation_id, said))


async def prove_code(desk: Desk, tenant: str, agent: str, conversation_id: str, said: str) -> str:
    """As `check_code`, with the identity whose address the code was sent to; an empty text for a wrong one."""

    def decide(change: Change) -> str:
        conversation = conversation_of(change, conversation_id)
        kept = change.get(VerificationCode, conversation_id)
        if kept is None or kept.expires_at <= change.at:
            raise Invalid(field="code", reason="code_expired")
        if kept.tries >= MOST_TRIES:
            raise Invalid(field="code", reason="code_spent")
        if not compare_digest(_hash(desk, conversation_id, "".join(said.split())), kept.hash):
            change.put(replace(kept, tries=kept.tries + 1))
            _fail(change, conversation, agent, "code")
            return ""
        change.drop(VerificationCode, conversation_id)
        _hold(change, conversation, agent, "code")
        return kept.identity

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def check_answers(desk: Desk, tenant: str, agent: str, conversation_id: str, answers: Mapping[str, str]) -> bool:
    """Whether everything he said is what is on file: two answers at least, one where no more is on file.

    Raises NotFound, TooMany after too many failures, Invalid for an answer to nothing on file or too few.
    """

    def decide(change: Change) -> bool:
        conversation = conversation_of(change, conversation_id)
        on_file = asked(change, conversation)
        given = {slug: said for slug, said in answers.items() if said.strip()}
        if any(slug not in on_file for slug in given):
            raise Invalid(field="answers", reason="unknown_field")
        if len(given) < min(2, len(on_file)) or not given:
            raise Invalid(field="answers", reason="too_few")
        before = change.get(Verification, conversation_id, conversation.customer)
        if before is not None and before.failed >= FAILURES:
            raise TooMany(retry_after=HOUR_MS // 1000)
        right = all(says_the_same(said, on_file[slug]) for slug, said in given.items())
        (_hold if right else _fail)(change, conversation, agent, "questions")
        return right

    return await desk.store.change(tenant, decide, at=desk.clock.now())


async def vouch_by_hand(desk: Desk, tenant: str, agent: str, conversation_id: str, note: str) -> None:
    """Somebody who may says that it is he, and why: a note of the conversation. Raises NotFound, Invalid."""

    def decide(change: Change) -> None:
        conversation = conversation_of(change, conversation_id)
        if not note.strip():
            raise Invalid(field="note", reason="required")
        message = desk.ids.new("msg")
        replies.add_note(change, conversation, agent, replies.Note(client_id=message, text=note.strip()), message)
        _hold(change, conversation, agent, "by_hand")

    await desk.store.change(tenant, decide, at=desk.clock.now())


def asked(change: Change, conversation: Conversation) -> dict[str, str]:
    """What can be asked: the verifying fields with the value on file, by slug."""
    fields = fields_of(change, "customer", conversation.brand)
    found: dict[str, str] = {}
    for one in person(change, conversation.customer):
        details = change.get(CustomerDetails, one)
        for slug, value in (details.fields if details else {}).items():
            if slug in fields and fields[slug].verifies and value:
                found.setdefault(slug, value)
    return found


def holds(change: Change, conversation: Conversation) -> bool:
    """Whether the customer is verified in this conversation now."""
    rows = [change.get(Verification, conversation.id, one) for one in person(change, conversation.customer)]
    return any(row is not None and row.until > change.at for row in rows)


def _ready(desk: Desk, change: Change, conversation_id: str, identity_id: str, as_: str) -> _Ready:
    conversation = conversation_of(change, conversation_id)
    identity = change.get(Identity, identity_id)
    addresses = change.where(Address, {"identity": identity_id})
    mailbox = mailbox_of(desk, change, conversation.brand)
    channel = desk.channels.get(identity.channel) if identity is not None else None
    known = [*person(change, conversation.customer), *(person(change, as_) if as_ else ())]
    his = identity is not None and identity.customer in known
    if not his or identity is None or not addresses or channel is None or not channel.traits.subject:
        raise Unreachable(channel=identity.channel if identity is not None else "email")
    if not identity.verified:
        raise Invalid(field="identity", reason="not_vouched_for")
    if mailbox is None:
        raise CodeNotSent(reason="no_mailbox")
    return _Ready(conversation=conversation, address=addresses[0], mailbox=mailbox[0])


def _spend(change: Change, name: str) -> None:
    window = change.at - change.at % HOUR_MS
    tally = change.get(Tally, name, window)
    count = (tally.count if tally else 0) + 1
    if count > CODES_AN_HOUR:
        raise TooMany(retry_after=(window + HOUR_MS - change.at) // 1000)
    change.put(Tally(name=name, window=window, count=count))


async def _deliver(desk: Desk, tenant: str, ready: _Ready, letter: Letter, code: str) -> None:
    endpoint = await open_endpoint(desk, tenant, ready.mailbox)
    if endpoint is None:
        raise SendFailed("no_mailbox", retry=False)
    outbound = Outbound(
        token=desk.ids.new("vrf"),
        conversation=ready.conversation.id,
        number=ready.conversation.number,
        to=ready.address.shown,
        to_name=ready.address.name,
        subject=letter.subject,
        text=letter.text.replace("{code}", code),
        automatic=True,
    )
    await desk.channels[endpoint.channel].send(endpoint, outbound)


def _hold(change: Change, conversation: Conversation, agent: str, method: str) -> None:
    fact = f.CustomerVerified(
        customer=conversation.customer,
        conversation=conversation.id,
        agent=agent,
        method=method,
        until=change.at + VALID_MS,
    )
    change.record(fact, actor=actor_of(agent))


def _fail(change: Change, conversation: Conversation, agent: str, method: str) -> None:
    fact = f.VerificationFailed(
        customer=conversation.customer, conversation=conversation.id, agent=agent, method=method
    )
    change.record(fact, actor=actor_of(agent))


def _code(desk: Desk) -> str:
    """Six digits from the operating system's randomness."""
    raw = desk.ids.secret(16)
    number = int.from_bytes(base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)), "big")
    return str(number % 10**DIGITS).zfill(DIGITS)


def _hash(desk: Desk, conversation_id: str, code: str) -> str:
    return desk.keys.digest("verification", f"{conversation_id} {code}")
