"""Everything that can have happened: one union of frozen records. Fields are only added, with a default.

Facts hold ids, states, numbers and times, never personal values; those are content, keyed by id. Times are
integer milliseconds UTC. `tests/golden/` keeps one JSON of every shape ever written.
"""

from msgspec import Struct


class Fact(Struct, frozen=True, kw_only=True, tag_field="fact", omit_defaults=True):
    """One thing that happened."""


# --- customers -------------------------------------------------------------------------------------------------------


class CustomerSeen(Fact, frozen=True, kw_only=True):
    """A customer unknown until now; `brand` is a brand's slug."""

    customer: str
    brand: str
    channel: str
    language: str = ""


class IdentityAdded(Fact, frozen=True, kw_only=True):
    """An address became known; `scope` is where it is valid: the brand's slug, or an endpoint's."""

    identity: str
    customer: str
    brand: str
    channel: str
    scope: str
    verified: bool = False


class IdentityChanged(Fact, frozen=True, kw_only=True):
    """Somebody made sure that the address is his (`verified`), or it is his no more (`retired`); both can be undone."""

    identity: str
    customer: str
    verified: bool
    retired: bool = False


class CustomerVipChanged(Fact, frozen=True, kw_only=True):
    """High-value customers go first: their work takes the queue's `vip_priority`."""

    customer: str
    vip: bool


class CustomerRemoved(Fact, frozen=True, kw_only=True):
    """What an import brought in and nobody has touched since is taken back, with its identities."""

    customer: str
    identities: tuple[str, ...] = ()


class CustomerEdited(Fact, frozen=True, kw_only=True):
    """`fields` names what changed; old and new values are content of the change log."""

    customer: str
    fields: tuple[str, ...]


class CustomersLinked(Fact, frozen=True, kw_only=True):
    """`customer` is the same person as `into` from now on, until the link is cut: an edge, nothing is moved.

    `evidence` are codes of what spoke for it: same_address, same_number, signed, same_name_and_company,
    said_so, by_hand.
    """

    link: str
    customer: str
    into: str
    evidence: tuple[str, ...] = ()


class CustomersUnlinked(Fact, frozen=True, kw_only=True):
    link: str
    customer: str
    into: str


class LinkDismissed(Fact, frozen=True, kw_only=True):
    """They are two people: the suggestion is not made again."""

    customer: str
    other: str


class PreferenceChanged(Fact, frozen=True, kw_only=True):
    """How he wishes to be served; empty is no preference."""

    customer: str
    channel: str = ""
    language: str = ""


class OrganizationAdded(Fact, frozen=True, kw_only=True):
    """A customer's company; its name and domains are content."""

    organization: str
    brand: str


class OrganizationEdited(Fact, frozen=True, kw_only=True):
    organization: str
    fields: tuple[str, ...]


class OrganizationChanged(Fact, frozen=True, kw_only=True):
    """To which company a customer belongs; None is to none."""

    customer: str
    organization: str | None


class CustomerVerified(Fact, frozen=True, kw_only=True):
    """An agent made sure that it is he, for this conversation, until `until`. `method`: code, questions or by_hand."""

    customer: str
    conversation: str
    agent: str
    method: str
    until: int


class VerificationFailed(Fact, frozen=True, kw_only=True):
    customer: str
    conversation: str
    agent: str
    method: str


class DecisionMade(Fact, frozen=True, kw_only=True):
    """An agent granted something (a refund) within his limit, or with somebody's approval. `kind` is a decision's slug,
    `amount` in hundredths of its unit."""

    decision: str
    conversation: str
    customer: str
    kind: str
    amount: int
    agent: str
    approved_by: str | None = None


class ApprovalAsked(Fact, frozen=True, kw_only=True):
    """Above the agent's limit: somebody with a higher one is asked. The conversation stays where it is."""

    decision: str
    conversation: str
    customer: str
    kind: str
    amount: int
    agent: str


class ApprovalRefused(Fact, frozen=True, kw_only=True):
    decision: str
    conversation: str
    by: str


class ApprovalWithdrawn(Fact, frozen=True, kw_only=True):
    """Whoever asked needs it no more."""

    decision: str
    conversation: str


class CommitmentMade(Fact, frozen=True, kw_only=True):
    """Something to be done: a promise to the customer (`promise`), or a task among colleagues (`task`).

    `owner` is a user's id or empty (anybody); `due` None is without a date. Its words are content.
    """

    commitment: str
    kind: str
    customer: str
    conversation: str | None
    owner: str
    due: int | None = None


class CommitmentChanged(Fact, frozen=True, kw_only=True):
    """Another owner or date; also when it is taken up again."""

    commitment: str
    conversation: str | None
    owner: str
    due: int | None = None


class CommitmentEnded(Fact, frozen=True, kw_only=True):
    """`how`: kept (a task: done) or withdrawn."""

    commitment: str
    conversation: str | None
    how: str


class CommitmentOverdue(Fact, frozen=True, kw_only=True):
    """Its date has passed: it waits for somebody to answer for it."""

    commitment: str
    conversation: str | None
    owner: str


# --- conversations ---------------------------------------------------------------------------------------------------


class ConversationOpened(Fact, frozen=True, kw_only=True):
    """`number` is the reference given to the customer; `previous` links the closed one it follows."""

    conversation: str
    customer: str
    brand: str
    channel: str
    number: int
    queue: str
    kind: str = "enquiry"
    language: str = ""
    priority: int = 3
    previous: str | None = None


class ConversationReopened(Fact, frozen=True, kw_only=True):
    conversation: str
    was: str


class ConversationTaken(Fact, frozen=True, kw_only=True):
    """Somebody works on it: status open, with `agent` as the one responsible."""

    conversation: str
    agent: str


class ConversationReleased(Fact, frozen=True, kw_only=True):
    """Nobody is responsible for it any more."""

    conversation: str
    agent: str


class ConversationPended(Fact, frozen=True, kw_only=True):
    """It waits for the customer."""

    conversation: str


class ConversationSnoozed(Fact, frozen=True, kw_only=True):
    conversation: str
    until: int


class ConversationWoken(Fact, frozen=True, kw_only=True):
    conversation: str


class ConversationResolved(Fact, frozen=True, kw_only=True):
    """`disposition` (outcome) and `reason` are slugs of configuration documents."""

    conversation: str
    disposition: str
    reason: str


class ConversationClosed(Fact, frozen=True, kw_only=True):
    conversation: str


class ConversationQueueChanged(Fact, frozen=True, kw_only=True):
    conversation: str
    queue: str


class PriorityChanged(Fact, frozen=True, kw_only=True):
    """1 is the most urgent, 5 the least."""

    conversation: str
    priority: int


class ReasonChanged(Fact, frozen=True, kw_only=True):
    conversation: str
    reason: str


class ConversationSeen(Fact, frozen=True, kw_only=True):
    """An agent has read up to `position`."""

    conversation: str
    agent: str
    position: int
    again: bool = False
    """Put back by hand: to be read again from there."""


class KindChanged(Fact, frozen=True, kw_only=True):
    """enquiry, complaint, claim or incident: decides clocks and what may be offered."""

    conversation: str
    kind: str


class TagsChanged(Fact, frozen=True, kw_only=True):
    """All tags it has from now on, by slug."""

    conversation: str
    tags: tuple[str, ...]


class FieldsChanged(Fact, frozen=True, kw_only=True):
    """Custom fields of a conversation, by slug; their values are content."""

    conversation: str
    fields: tuple[str, ...]


class ConversationMerged(Fact, frozen=True, kw_only=True):
    """It is the same matter as `into` from now on: an edge, its messages stay its own. `was` is its status before."""

    conversation: str
    into: str
    was: str


class ConversationUnmerged(Fact, frozen=True, kw_only=True):
    conversation: str
    into: str
    status: str


class ConversationSplit(Fact, frozen=True, kw_only=True):
    """`messages` of `source` were copied into `conversation`, which began so or was there; the originals stay.

    `copies` are the copies' ids, in the same order. They count nowhere: the originals do.
    """

    conversation: str
    source: str
    messages: tuple[str, ...]
    copies: tuple[str, ...] = ()


class TargetSet(Fact, frozen=True, kw_only=True):
    """A conversation's clocks in ms UTC, None where there is none: when the next answer and the resolution are due.

    `resolve_used` is the business time (ms) the resolution took before `resolve_since`, from when it runs; None while
    it waits for the customer.
    """

    conversation: str
    policy: str = ""
    answer_due: int | None = None
    resolve_due: int | None = None
    resolve_used: int | None = None
    resolve_since: int | None = None


class HandRaised(Fact, frozen=True, kw_only=True):
    """The agent asks for a supervisor's help with it."""

    conversation: str
    agent: str


class HandLowered(Fact, frozen=True, kw_only=True):
    """`by` is whoever lowered it: the agent himself or the supervisor who saw to it; nobody where the call ended that
    it was asked for in."""

    conversation: str
    agent: str
    by: str


class MonitoringStarted(Fact, frozen=True, kw_only=True):
    """A supervisor reads along; kept for the audit. `announced`: the agent is told."""

    conversation: str
    agent: str | None
    by: str
    announced: bool = True


class MonitoringEnded(Fact, frozen=True, kw_only=True):
    conversation: str
    by: str
    announced: bool = True


# --- messages --------------------------------------------------------------------------------------------------------


class MessageReceived(Fact, frozen=True, kw_only=True):
    """From a customer. `origin` is the keyed hash of the provider's or widget's own id; `position` has no gaps."""

    message: str
    conversation: str
    interaction: str
    customer: str
    channel: str
    endpoint: str
    position: int
    attachments: int = 0
    characters: int = 0


class MessageWritten(Fact, frozen=True, kw_only=True):
    """To a customer; `author` is a user's id or `system`. The send itself follows. `identity` is whom it goes to."""

    message: str
    conversation: str
    interaction: str | None
    author: str
    channel: str
    endpoint: str
    identity: str
    position: int
    attachments: int = 0
    characters: int = 0
    automatic: bool = False
    why: str = ""
    """Of an automatic one: reference, out_of_hours, transcript, flow, bot or notice."""


class ReplyHeld(Fact, frozen=True, kw_only=True):
    """An agent's reply that is sent at `until` unless it is called back: `why` is undo or scheduled. Its words are
    content; it counts as nothing until it is written."""

    reply: str
    conversation: str
    author: str
    until: int
    why: str


class ReplyRecalled(Fact, frozen=True, kw_only=True):
    """`why`: author, answered (the customer wrote first), or the code of what stood against sending it."""

    reply: str
    conversation: str
    author: str
    why: str = "author"


class ReplyReleased(Fact, frozen=True, kw_only=True):
    """Its moment came; MessageWritten follows."""

    reply: str
    conversation: str
    message: str


class NoteWritten(Fact, frozen=True, kw_only=True):
    """Seen by agents only; `mentions` are users' ids. With `only_for` it is seen by that agent and its author only."""

    message: str
    conversation: str
    author: str
    position: int
    attachments: int = 0
    mentions: tuple[str, ...] = ()
    only_for: str | None = None


class SendStarted(Fact, frozen=True, kw_only=True):
    """Durable before the provider is called; `attempt` counts from 1."""

    message: str
    conversation: str
    attempt: int


class MessageSent(Fact, frozen=True, kw_only=True):
    message: str
    conversation: str


class MessageDelivered(Fact, frozen=True, kw_only=True):
    message: str
    conversation: str


class MessageRead(Fact, frozen=True, kw_only=True):
    message: str
    conversation: str


class MessageFailed(Fact, frozen=True, kw_only=True):
    """`final` false: it will be tried again at `again_at`. `reason` is a code with a text in both languages."""

    message: str
    conversation: str
    reason: str
    final: bool = True
    again_at: int | None = None


class MessageUnconfirmed(Fact, frozen=True, kw_only=True):
    """The server died between attempt and answer and the provider cannot tell: a person decides."""

    message: str
    conversation: str


class ResendOrdered(Fact, frozen=True, kw_only=True):
    message: str
    conversation: str


# --- interactions and offers -----------------------------------------------------------------------------------------


class InteractionQueued(Fact, frozen=True, kw_only=True):
    """It waits for an agent. `since` is when its waiting began (kept by a transfer or a missed offer).

    `skills` are (skill's slug, least proficiency) pairs; `agent` is the only one who may have it, if set;
    `preferred` may have it first until `preferred_until`. `why`: new, reopened, transferred, not_answered, declined,
    orphaned, withdrawn, released, overflow, callback, email, refused. `entered` is when it came into this queue (its
    steps count from there); `due` when it should be answered, in the queue's business time; both None in facts older
    than these fields. `step` is the last step of the queue's it has reached; `reason` a reason's slug; `direction` in
    or out. `skills` holds only what the work itself asks beyond its queue.
    """

    interaction: str
    conversation: str
    customer: str
    brand: str
    channel: str
    endpoint: str
    queue: str
    since: int
    priority: int = 3
    skills: tuple[tuple[str, int], ...] = ()
    language: str = ""
    agent: str | None = None
    preferred: str | None = None
    preferred_until: int | None = None
    why: str = "new"
    entered: int | None = None
    due: int | None = None
    step: int = 0
    vip: bool = False
    reason: str = ""
    direction: str = "in"


class InteractionWidened(Fact, frozen=True, kw_only=True):
    """It has waited long enough for the queue's `step` (from 1): what is asked changes, its place does not.

    With `to_queue` an InteractionQueued for that queue follows. `receipt` says what the floor saw.
    """

    interaction: str
    conversation: str
    queue: str
    step: int
    to_queue: str | None = None
    receipt: "Receipt | None" = None


class Receipt(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why this agent: what the floor saw when it decided. `excluded` counts agents per reason of exclusion.

    `order` and `rank` say why this work went first; `rule` names how the agent was chosen (longest_idle, …); `key` is
    the winner's ordering key; `runners_up` are up
    to five (agent, key) pairs; `waiting` how many waited; `position` the log position the floor had read up to;
    `configuration` the version of the configuration it used.
    """

    position: int
    configuration: int
    rule: str
    order: str = ""
    rank: tuple[int, ...] = ()
    key: tuple[int, ...] = ()
    runners_up: tuple[tuple[str, tuple[int, ...]], ...] = ()
    excluded: dict[str, int] = {}
    waiting: int = 0
    step: int = 0


class InteractionOffered(Fact, frozen=True, kw_only=True):
    offer: str
    interaction: str
    conversation: str
    agent: str
    queue: str
    channel: str
    expires_at: int
    receipt: Receipt | None = None


class OfferAccepted(Fact, frozen=True, kw_only=True):
    offer: str
    interaction: str
    conversation: str
    agent: str


class OfferDeclined(Fact, frozen=True, kw_only=True):
    offer: str
    interaction: str
    conversation: str
    agent: str


class OfferExpired(Fact, frozen=True, kw_only=True):
    """Nobody answered in time (RONA): the agent becomes not_responding."""

    offer: str
    interaction: str
    conversation: str
    agent: str


class OfferWithdrawn(Fact, frozen=True, kw_only=True):
    """The work went away (abandoned, taken, moved, agent left) before an answer."""

    offer: str
    interaction: str
    conversation: str
    agent: str
    why: str = ""


class InteractionTaken(Fact, frozen=True, kw_only=True):
    """An agent begins to handle it, by offer or by taking it himself."""

    interaction: str
    conversation: str
    agent: str
    channel: str
    offer: str | None = None


class InteractionTransferred(Fact, frozen=True, kw_only=True):
    """Ends the agent's segment; the interaction waits again (InteractionQueued follows)."""

    interaction: str
    conversation: str
    agent: str | None
    to_queue: str | None = None
    to_agent: str | None = None
    forced: bool = False


class WrapUpStarted(Fact, frozen=True, kw_only=True):
    interaction: str
    conversation: str
    agent: str
    until: int


class InteractionEnded(Fact, frozen=True, kw_only=True):
    """`how`: done, abandoned or ended_by_flow. `by`: customer, agent, silence or system."""

    interaction: str
    conversation: str
    how: str
    by: str
    agent: str | None = None


class CallBegun(Fact, frozen=True, kw_only=True):
    """A call on a telephone outside Atiende, noted by the agent who has it: an interaction in his hands from now on.

    `began` is when it began, if that was before, and `ended` when it was over, if it is noted afterwards. `direction`:
    in or out.
    """

    interaction: str
    conversation: str
    customer: str
    brand: str
    channel: str
    queue: str
    agent: str
    direction: str = "in"
    began: int | None = None
    ended: int | None = None


class InteractionClassified(Fact, frozen=True, kw_only=True):
    """How one interaction ended, as its agent says in the wrap-up: slugs of a disposition and a reason."""

    interaction: str
    conversation: str
    agent: str
    disposition: str
    reason: str = ""


# --- learned match ---------------------------------------------------------------------------------------------------


class MatchTable(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Predicted handling times in ms: `times[i][j]` of `agents[i]` on `kinds[j]`, learned from `seen[i][j]` pieces.

    Geometric means: what is typical, not moved by the few very long ones. A kind is `channel/reason/language` of the
    work (parts may be empty). `usual[i]` is the agent's time over the queue's mix of kinds, `typical[j]` the kind's
    over all agents, `overall` that of the queue: what is expected where nothing was seen.
    """

    kinds: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    overall: int = 0
    usual: tuple[int, ...] = ()
    typical: tuple[int, ...] = ()
    times: tuple[tuple[int, ...], ...] = ()
    seen: tuple[tuple[int, ...], ...] = ()


class MatchTrained(Fact, frozen=True, kw_only=True):
    """A queue's learned match, whole, so that routing needs nothing but the log. `version` counts from 1.

    Learned from `trained_on` pieces of work taken from `since` on, before `until`; `inputs` names everything that was
    looked at. `transferred` of them were passed on.
    """

    queue: str
    version: int
    table: MatchTable
    trained_on: int
    transferred: int
    since: int
    until: int
    inputs: tuple[str, ...]


class MatchEvaluated(Fact, frozen=True, kw_only=True):
    """The comparison test since `since`: pieces in either arm, and what the match gains over longest idle.

    Gains are (estimate, lower, upper) in percent of handling time, and in points of service level; above 0 is better.
    `verdict`: undecided, helps, harms, no_help, untested (nothing is left to longest idle).
    """

    queue: str
    version: int
    since: int
    learned: int
    control: int
    time_gain: tuple[float, float, float]
    level_gain: tuple[float, float, float]
    verdict: str


class MatchSwitched(Fact, frozen=True, kw_only=True):
    """In force or not, from now on. `why`: supervisor, harms, no_help. A new comparison begins."""

    queue: str
    on: bool
    why: str


class MatchDrifted(Fact, frozen=True, kw_only=True):
    """Predicted against actual handling time (geometric means, ms) of a week that began at `week`.

    `drifted`: they are further apart than chance and the limit allow.
    """

    queue: str
    version: int
    week: int
    pieces: int
    predicted_ms: int
    actual_ms: int
    drifted: bool = False


# --- agents ----------------------------------------------------------------------------------------------------------


class QueueSwitched(Fact, frozen=True, kw_only=True):
    """By hand, at once: `state` is normal, closed (nobody new) or emergency (nobody new, and the notice is told)."""

    queue: str
    state: str


class CallbackRequested(Fact, frozen=True, kw_only=True):
    """The customer hangs up or leaves and keeps his place: his work waits on as a call to make, from `not_before`."""

    interaction: str
    conversation: str
    queue: str
    customer: str
    since: int
    not_before: int | None = None


class CallbackUnreached(Fact, frozen=True, kw_only=True):
    """We called back and did not reach him, for the `tried`th time of at most `most`. `again`: the call to make next,
    at `again_at`; empty: there is none. `why`: later, opening (put off until the queue opens), last, never_open."""

    interaction: str
    conversation: str
    customer: str
    queue: str
    agent: str
    cause: str
    tried: int
    most: int
    why: str
    again: str = ""
    again_at: int | None = None


class DeflectionOffered(Fact, frozen=True, kw_only=True):
    """`expected_ms` is the expected wait (lower, upper) as told; `ways` what was offered: callback, email, link."""

    interaction: str
    conversation: str
    queue: str
    expected_ms: tuple[int, int]
    ways: tuple[str, ...]


class DeflectionTaken(Fact, frozen=True, kw_only=True):
    interaction: str
    conversation: str
    queue: str
    way: str


class InteractionRefused(Fact, frozen=True, kw_only=True):
    """A session could not wait in the queue: full, closed or emergency; the customer was told so. Nothing is lost: the
    conversation is open with what was written, and it waits as a message left once there is room."""

    interaction: str
    conversation: str
    queue: str
    why: str
    channel: str = ""
    endpoint: str = ""


class AgentStateChanged(Fact, frozen=True, kw_only=True):
    """`state`: offline, available, busy, wrap_up, paused, not_responding; `reason` a pause reason's slug."""

    agent: str
    state: str
    reason: str = ""
    next_state: str | None = None
    next_reason: str = ""
    forced_by: str | None = None


class AgentPhoneChanged(Fact, frozen=True, kw_only=True):
    """Whether calls can ring at an agent's: `missing` is empty when they can, else `page` (none of his is open),
    `microphone` (his page may not use one) or `unregistered` (neither page nor desk phone is known to the exchange)."""

    agent: str
    missing: str = ""


class DeskPhoneShown(Fact, frozen=True, kw_only=True):
    """Somebody saw the password of a user's desk phone: he himself, or who administers users."""

    user: str


class DeskPhoneRenewed(Fact, frozen=True, kw_only=True):
    """It has another password: with the one before nobody registers any more."""

    user: str


class Ability(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything routing needs to know of an agent. Levels are 1 to 5; capacity is units per channel."""

    role: str = "agent"
    active: bool = True
    brands: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    skills: dict[str, int] = {}
    languages: dict[str, int] = {}
    capacity: dict[str, int] = {}
    workload: str = ""


class UserCreated(Fact, frozen=True, kw_only=True):
    user: str
    ability: Ability


class UserInvited(Fact, frozen=True, kw_only=True):
    """A link was made by which he sets his own password; an earlier one is void."""

    user: str


class UserChanged(Fact, frozen=True, kw_only=True):
    user: str
    ability: Ability


class PasswordChanged(Fact, frozen=True, kw_only=True):
    user: str


class SignedIn(Fact, frozen=True, kw_only=True):
    user: str


class SignedOut(Fact, frozen=True, kw_only=True):
    user: str


class ApiKeyCreated(Fact, frozen=True, kw_only=True):
    key: str
    permissions: tuple[str, ...]


class ApiKeyRevoked(Fact, frozen=True, kw_only=True):
    key: str


# --- configuration and the outside -----------------------------------------------------------------------------------


class TenantCreated(Fact, frozen=True, kw_only=True):
    language: str
    time_zone: str


class DocumentDrafted(Fact, frozen=True, kw_only=True):
    """A draft was saved; its body is content, only published bodies are facts."""

    kind: str
    slug: str
    etag: str


class DraftDiscarded(Fact, frozen=True, kw_only=True):
    kind: str
    slug: str


class DocumentPublished(Fact, frozen=True, kw_only=True):
    """`body` is the whole document, as JSON text, so that replay and simulation know the rules of that day."""

    kind: str
    slug: str
    version: int
    body: str
    rolled_back_from: int | None = None


class DocumentRetired(Fact, frozen=True, kw_only=True):
    kind: str
    slug: str
    version: int


class SecretChanged(Fact, frozen=True, kw_only=True):
    """A secret's value was set; the value is stored encrypted and never shown."""

    name: str


class ExportMade(Fact, frozen=True, kw_only=True):
    """Somebody took something out of the centre: `what` (algorithm_file, …) about `since` to `until`, as `form`."""

    what: str
    since: int
    until: int
    form: str


class ImportMade(Fact, frozen=True, kw_only=True):
    """A file was read in: `what` is customers, users or quick_replies; its lines are content."""

    run: str
    what: str
    created: int
    changed: int
    skipped: int


class ImportUndone(Fact, frozen=True, kw_only=True):
    """What the import made is taken back where nobody has touched it since."""

    run: str
    removed: int
    kept: int


class ViewedAs(Fact, frozen=True, kw_only=True):
    """An administrator looked at the desk as this user sees it."""

    user: str


class BroadcastSent(Fact, frozen=True, kw_only=True):
    """A word to agents of these teams (none: all), shown until `until`; its text is content."""

    broadcast: str
    teams: tuple[str, ...]
    urgent: bool
    until: int


class BroadcastEnded(Fact, frozen=True, kw_only=True):
    broadcast: str


class WallOpened(Fact, frozen=True, kw_only=True):
    """A read-only board for a screen on the wall: whoever has its address sees it."""

    wall: str


class WallClosed(Fact, frozen=True, kw_only=True):
    wall: str


class IngressSetAside(Fact, frozen=True, kw_only=True):
    """Inbound that opens no conversation: bounce, auto_reply, abuse_report, loop, flood, dry_run, duplicate."""

    ingress: str
    endpoint: str
    why: str
    message: str | None = None


class IngressQuarantined(Fact, frozen=True, kw_only=True):
    """Inbound that could not be understood; the raw bytes are kept and a person can look and retry."""

    ingress: str
    endpoint: str
    reason: str


class MailboxConnected(Fact, frozen=True, kw_only=True):
    endpoint: str
    dry_run: bool = False


class MailboxFailed(Fact, frozen=True, kw_only=True):
    endpoint: str
    reason: str


# --- flows and self-service ------------------------------------------------------------------------------------------


class FlowEntered(Fact, frozen=True, kw_only=True):
    """A session of a flow begins; where the interaction is new it begins with it, `in_flow`. `seed`: its chances."""

    interaction: str
    conversation: str
    customer: str
    brand: str
    channel: str
    endpoint: str
    queue: str
    flow: str
    version: int
    language: str
    seed: int


class FlowStepped(Fact, frozen=True, kw_only=True):
    """Something was `heard` (began, said, choice, silence, outcome, late, refused) and these nodes were gone through,
    as (flow, version, node). What follows says where it stands now, as in `domain.flow.FlowSession`."""

    interaction: str
    conversation: str
    heard: str
    passed: tuple[tuple[str, int, str], ...]
    flow: str
    version: int
    node: str
    awaiting: str
    due: int | None = None
    tries: int = 0
    turn: int = 0
    stack: tuple[tuple[str, int, str], ...] = ()
    goals: tuple[str, ...] = ()
    language: str = ""


class FlowEnded(Fact, frozen=True, kw_only=True):
    """`outcome`: resolved, ended, person, left or failed; `node` where it stood."""

    interaction: str
    conversation: str
    flow: str
    version: int
    node: str
    outcome: str
    goals: tuple[str, ...] = ()


class HandedOver(Fact, frozen=True, kw_only=True):
    """A machine gave it to people: `why` is asked, unsure, failed, flow, or a reason's slug; `late_at` when somebody
    should have taken it. `quiet`: what he is not told or offered while he waits: position, expected, callback, deflect.
    """

    interaction: str
    conversation: str
    queue: str
    why: str
    flow: str = ""
    version: int = 0
    node: str = ""
    late_at: int | None = None
    quiet: tuple[str, ...] = ()


class HandoffLate(Fact, frozen=True, kw_only=True):
    """Nobody took in time what a machine handed over: an alarm; it waits on."""

    interaction: str
    conversation: str
    queue: str
    flow: str = ""
    node: str = ""


class ErrandAsked(Fact, frozen=True, kw_only=True):
    """Something is to be done outside for a flow; what is asked is content."""

    errand: str
    interaction: str
    conversation: str
    flow: str
    node: str
    kind: str


class ErrandStarted(Fact, frozen=True, kw_only=True):
    """Durable before the call."""

    errand: str
    interaction: str


class ErrandEnded(Fact, frozen=True, kw_only=True):
    """`result`: ok, missing or failed; `why` a code."""

    errand: str
    interaction: str
    conversation: str
    kind: str
    result: str
    why: str = ""


class SurveyAnswered(Fact, frozen=True, kw_only=True):
    """A customer's judgement; `scale` csat, nps, ces or comment (whose words are content). `agent`: who had him."""

    interaction: str
    conversation: str
    customer: str
    scale: str
    score: int | None = None
    queue: str = ""
    agent: str | None = None
    flow: str = ""


# --- the machine's help ----------------------------------------------------------------------------------------------


class BotAnswered(Fact, frozen=True, kw_only=True):
    """A bot decided what to do with what was said. `does`: answer, ask, route, person or bye; `why` a code where it
    could do no better. `sources`: slugs of articles; `tokens` of the model it asked, if it asked one."""

    interaction: str
    conversation: str
    does: str
    intents: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    sure: bool = False
    why: str = ""
    model: str = ""
    tokens: int = 0
    ms: int = 0


class ModelCalled(Fact, frozen=True, kw_only=True):
    """A language model was asked. `purpose`: phrase, plan, summarise, suggest or test; `outcome`: ok, or why it was no
    use; `cost` in millionths of a cent. What was said is content."""

    call: str
    assistant: str
    purpose: str
    model: str
    outcome: str
    ms: int
    tokens_in: int = 0
    tokens_out: int = 0
    cost: int = 0
    conversation: str = ""


class AssistantChanged(Fact, frozen=True, kw_only=True):
    """A language model does its work again (`why` empty) or no longer: its budget is spent, or it fails; an alarm."""

    assistant: str
    why: str = ""


class SuggestionMade(Fact, frozen=True, kw_only=True):
    """A draft was proposed to an agent: summary, reply, follow_up, next_step, or an offering; its words are content."""

    suggestion: str
    conversation: str
    customer: str
    kind: str
    agent: str
    model: str = ""
    offering: str = ""


class SuggestionTaken(Fact, frozen=True, kw_only=True):
    """What the agent did with it. `how`: taken as it was, edited, or discarded."""

    suggestion: str
    conversation: str
    kind: str
    how: str
    offering: str = ""


class SuggestionWithheld(Fact, frozen=True, kw_only=True):
    """An offering that would have fitted was not shown: `why` is claim, complaint, asked_before or no_consent."""

    suggestion: str
    conversation: str
    customer: str
    offering: str
    why: str
    agent: str = ""


class EvaluationRan(Fact, frozen=True, kw_only=True):
    """A test set of the centre's own was run: `passed` of `cases`; `model` empty without one."""

    run: str
    evaluation: str
    version: int
    cases: int
    passed: int
    model: str = ""


# --- the knowledge base ----------------------------------------------------------------------------------------------


class KnowledgeAsked(Fact, frozen=True, kw_only=True):
    """Somebody looked for something; his words are content. `place`: help, widget, desk, flow or bot; `articles`: the
    first that were found, best first; `sure`: the first one answers it."""

    question: str
    brand: str
    language: str
    place: str
    found: int
    sure: bool
    articles: tuple[str, ...] = ()
    conversation: str = ""


class ArticleVoted(Fact, frozen=True, kw_only=True):
    """A reader says whether an article helped him; a second vote of the same reader takes the place of the first."""

    vote: str
    article: str
    version: int
    language: str
    brand: str
    helpful: bool


class ArticleUsed(Fact, frozen=True, kw_only=True):
    """An agent put an article into his answer; `how`: text or link."""

    article: str
    version: int
    conversation: str
    how: str


class ReviewAsked(Fact, frozen=True, kw_only=True):
    """The draft with this etag is to be looked at by somebody who may publish."""

    article: str
    etag: str


class ReviewEnded(Fact, frozen=True, kw_only=True):
    """The draft was approved, or returned to its author."""

    article: str
    etag: str
    approved: bool


class ReviewDue(Fact, frozen=True, kw_only=True):
    """Its owner is to look whether an article is still true (`why` review), or it has expired and is hidden."""

    article: str
    why: str
    owner: str = ""


class IssueLinked(Fact, frozen=True, kw_only=True):
    """A conversation's matter is a known fault, described by an article."""

    article: str
    conversation: str


class IssueUnlinked(Fact, frozen=True, kw_only=True):
    article: str
    conversation: str


class IssueTold(Fact, frozen=True, kw_only=True):
    """The customer of a linked conversation was told that the fault is solved."""

    article: str
    conversation: str


class CanaryRaised(Fact, frozen=True, kw_only=True):
    """Many customers suddenly wrote about one thing, as in `domain.notice.Canary`."""

    canary: str
    brand: str
    kind: str
    about: str
    count: int
    usual_permille: int
    minutes: int
    customers: int
    conversations: tuple[str, ...]
    again: int = 0


class CanaryGrew(Fact, frozen=True, kw_only=True):
    """More of the same, or what it is about is known better."""

    canary: str
    kind: str
    about: str
    count: int
    customers: int
    conversations: tuple[str, ...]


class CanaryEnded(Fact, frozen=True, kw_only=True):
    """`why`: over, or dismissed by a person."""

    canary: str
    why: str


class NoticeRaised(Fact, frozen=True, kw_only=True):
    """Everybody there is told something until then; its text is content. `canary`: what made somebody tell it."""

    notice: str
    brands: tuple[str, ...]
    endpoints: tuple[str, ...]
    queues: tuple[str, ...]
    until: int
    canary: str = ""


class NoticeEnded(Fact, frozen=True, kw_only=True):
    notice: str


class CallInvited(Fact, frozen=True, kw_only=True):
    """An agent asks the customer of a chat to talk, or with `video` to be seen too."""

    conversation: str
    agent: str
    video: bool = False


class CallInvitationEnded(Fact, frozen=True, kw_only=True):
    """`why`: accepted, declined, withdrawn."""

    conversation: str
    agent: str
    why: str


class JoinLinkMade(Fact, frozen=True, kw_only=True):
    """Whoever knows the link's address may come into the conversation's calls until then."""

    link: str
    conversation: str
    video: bool
    until: int


class JoinLinkRevoked(Fact, frozen=True, kw_only=True):
    link: str
    conversation: str


# --- calls -----------------------------------------------------------------------------------------------------------


class CallArrived(Fact, frozen=True, kw_only=True):
    """Somebody calls us: by telephone, or from a page of ours. `leg` is his; `up`: it is answered at once, a page's
    only when its sound flows. The interaction begins with what follows. `attestation`, `verified`: as the engine said.
    """

    interaction: str
    conversation: str
    customer: str
    brand: str
    endpoint: str
    engine: str
    leg: str
    up: bool
    withheld: bool = False
    attestation: str = ""
    verified: bool | None = None
    video: bool = False
    screen: bool = False


class CallPlaced(Fact, frozen=True, kw_only=True):
    """An agent calls a customer: his own leg first, then `leg`. Where the interaction is new it begins with it; a
    callback's is there already."""

    interaction: str
    conversation: str
    customer: str
    brand: str
    endpoint: str
    queue: str
    engine: str
    agent: str
    agent_leg: str
    leg: str
    until: int
    video: bool = False


class LegDialled(Fact, frozen=True, kw_only=True):
    """One more is called into a call, until then. `role`: customer, agent, consulted, external, supervisor or guest;
    `kind`: agent, number or visitor; `user` whoever it leads to, a number is content. `again`: whose connection broke.
    """

    interaction: str
    leg: str
    role: str
    kind: str
    room: str
    until: int
    user: str = ""
    again: bool = False
    offer: str = ""


class LegConnected(Fact, frozen=True, kw_only=True):
    """It can hear and speak."""

    interaction: str
    leg: str


class LegMoved(Fact, frozen=True, kw_only=True):
    """It stands in another room (main, aside, alone), or has another `role` from now on."""

    interaction: str
    leg: str
    room: str
    role: str


class LegHeld(Fact, frozen=True, kw_only=True):
    interaction: str
    leg: str
    on: bool


class LegMuted(Fact, frozen=True, kw_only=True):
    interaction: str
    leg: str
    on: bool


class LegMediaChanged(Fact, frozen=True, kw_only=True):
    interaction: str
    leg: str
    video: bool
    screen: bool


class LegFaltered(Fact, frozen=True, kw_only=True):
    """Nothing comes from it, or (`back`) something does again."""

    interaction: str
    leg: str
    back: bool = False


class LegEnded(Fact, frozen=True, kw_only=True):
    interaction: str
    leg: str
    role: str
    cause: str
    user: str = ""


class CallConnected(Fact, frozen=True, kw_only=True):
    """The customer and this person hear each other for the first time."""

    interaction: str
    conversation: str
    leg: str
    role: str
    user: str = ""


class CallMonitored(Fact, frozen=True, kw_only=True):
    """A supervisor's leg in a call. `mode`: listen, coach (only `of` hears him), barge, take (the call is his from now
    on), or empty when he has left. `announced`: the agent is told."""

    interaction: str
    conversation: str
    leg: str
    of: str
    by: str
    mode: str
    announced: bool = True


class AnswererJudged(Fact, frozen=True, kw_only=True):
    """What answered: person, machine or unsure; noted, never trusted."""

    interaction: str
    leg: str
    who: str
    after_ms: int


class CallEnded(Fact, frozen=True, kw_only=True):
    """The last of it. `by`: customer, agent, system or nobody (lost); `cause` as in `domain.voice`. `talked_ms`: since
    somebody and the customer first heard each other; 0 where nobody did."""

    interaction: str
    conversation: str
    by: str
    cause: str
    talked_ms: int = 0


# --- what callers hear -----------------------------------------------------------------------------------------------


class VoicemailLeft(Fact, frozen=True, kw_only=True):
    """A caller spoke a message (`recording`) in his `call`; `interaction` is the work it makes: to listen and call
    back."""

    interaction: str
    conversation: str
    customer: str
    queue: str
    call: str
    recording: str
    seconds: int


class CallMissed(Fact, frozen=True, kw_only=True):
    """A caller gave up waiting, or put the receiver down where he was to speak a message. `callback`: the interaction
    that calls him back, the one he is owed already where there is one; empty where we have no number."""

    interaction: str
    conversation: str
    customer: str
    brand: str
    queue: str
    endpoint: str
    waited_ms: int
    callback: str = ""


class MissedCallSettled(Fact, frozen=True, kw_only=True):
    """`how`: called_back (we reached him), served (elsewhere, meanwhile) or unreached."""

    interaction: str
    conversation: str
    customer: str
    how: str


class CallerBlocked(Fact, frozen=True, kw_only=True):
    """Calls from a number are treated as its endpoint says; the number is content."""

    blocked: str


class CallerUnblocked(Fact, frozen=True, kw_only=True):
    blocked: str


# --- recordings of calls ---------------------------------------------------------------------------------------------


class ConsentAnswered(Fact, frozen=True, kw_only=True):
    """A caller was told that he is recorded (`answer` informed), or said yes or no to it. `version` of the notice."""

    consent: str
    customer: str
    conversation: str
    interaction: str
    answer: str
    channel: str
    language: str
    version: str
    what: str = "recording"


class RecordingStarted(Fact, frozen=True, kw_only=True):
    """`basis`: inform or opt_in, as the queue's policy was, or message: what a caller leaves after the tone."""

    recording: str
    interaction: str
    conversation: str
    customer: str
    brand: str
    queue: str
    engine: str
    basis: str
    keep_days: int
    agent: str = ""


class RecordingPaused(Fact, frozen=True, kw_only=True):
    """Nothing is recorded until it is resumed, or `until` (ms) at the latest. `why`: secret, form, agent or api."""

    recording: str
    interaction: str
    conversation: str
    why: str
    until: int


class RecordingResumed(Fact, frozen=True, kw_only=True):
    """The pause of this reason is over; empty: every one. `by_time`: nobody had ended it."""

    recording: str
    interaction: str
    conversation: str
    why: str = ""
    by_time: bool = False


class RecordingEnded(Fact, frozen=True, kw_only=True):
    """No more sound goes into it. `why`: over (the call is), refused (he said no to it), moved (it is in
    nobody's or somebody else's hands now), or engine_lost."""

    recording: str
    interaction: str
    conversation: str
    why: str = "over"


class RecordingKept(Fact, frozen=True, kw_only=True):
    """It lies with us, sealed. `gaps` (ms from its start): what was left out."""

    recording: str
    interaction: str
    conversation: str
    duration_ms: int
    keep_until: int
    gaps: tuple[tuple[int, int], ...] = ()


class RecordingLost(Fact, frozen=True, kw_only=True):
    """Nothing came of it. `why`: gone (the engine has it no more), or no_basis (he said no, or no message on
    the tone; it was thrown away)."""

    recording: str
    interaction: str
    conversation: str
    why: str


class RecordingDeleted(Fact, frozen=True, kw_only=True):
    """`why`: retention, or asked."""

    recording: str
    interaction: str
    conversation: str
    why: str


class RecordingHeld(Fact, frozen=True, kw_only=True):
    """It must not be deleted (`on`), or may be again; the reason is content."""

    recording: str
    conversation: str
    on: bool


class RetentionChanged(Fact, frozen=True, kw_only=True):
    """It is kept until then instead."""

    recording: str
    conversation: str
    keep_until: int


class RecordingTranscribed(Fact, frozen=True, kw_only=True):
    """Its words are written down; they are content. `live`: while the call went on."""

    recording: str
    interaction: str
    conversation: str
    passages: int
    live: bool = False
    engine: str = ""


AnyFact = (
    CustomerSeen | IdentityAdded | IdentityChanged | CustomerVipChanged | CustomerEdited
    | CustomersLinked | CustomersUnlinked | LinkDismissed | PreferenceChanged
    | OrganizationAdded | OrganizationEdited | OrganizationChanged
    | CustomerVerified | VerificationFailed | DecisionMade | ApprovalAsked | ApprovalRefused | ApprovalWithdrawn
    | CommitmentMade | CommitmentChanged | CommitmentEnded | CommitmentOverdue
    | KindChanged | TagsChanged | FieldsChanged | ConversationMerged | ConversationUnmerged | ConversationSplit
    | TargetSet | BroadcastSent | BroadcastEnded | WallOpened | WallClosed
    | HandRaised | HandLowered | MonitoringStarted | MonitoringEnded
    | ReplyHeld | ReplyRecalled | ReplyReleased | CallBegun | InteractionClassified
    | CustomerRemoved | ImportMade | ImportUndone | ViewedAs
    | ConversationOpened | ConversationReopened | ConversationTaken | ConversationReleased | ConversationPended
    | ConversationSnoozed | ConversationWoken | ConversationResolved | ConversationClosed | ConversationQueueChanged
    | PriorityChanged | ReasonChanged | ConversationSeen
    | MessageReceived | MessageWritten | NoteWritten | SendStarted | MessageSent | MessageDelivered | MessageRead
    | MessageFailed | MessageUnconfirmed | ResendOrdered
    | InteractionQueued | InteractionOffered | OfferAccepted | OfferDeclined | OfferExpired | OfferWithdrawn
    | InteractionTaken | InteractionTransferred | WrapUpStarted | InteractionEnded | InteractionWidened
    | InteractionRefused | QueueSwitched | CallbackRequested | CallbackUnreached | DeflectionOffered | DeflectionTaken
    | MatchTrained | MatchEvaluated | MatchSwitched | MatchDrifted
    | AgentStateChanged | AgentPhoneChanged | UserCreated | UserInvited | UserChanged | PasswordChanged
    | DeskPhoneShown | DeskPhoneRenewed | SignedIn | SignedOut | ApiKeyCreated | ApiKeyRevoked
    | TenantCreated | DocumentDrafted | DraftDiscarded | DocumentPublished | DocumentRetired | SecretChanged
    | FlowEntered | FlowStepped | FlowEnded | HandedOver | HandoffLate | ErrandAsked | ErrandStarted | ErrandEnded
    | SurveyAnswered
    | BotAnswered | ModelCalled | AssistantChanged | SuggestionMade | SuggestionTaken | SuggestionWithheld
    | EvaluationRan
    | KnowledgeAsked | ArticleVoted | ArticleUsed | ReviewAsked | ReviewEnded | ReviewDue
    | IssueLinked | IssueUnlinked | IssueTold
    | CanaryRaised | CanaryGrew | CanaryEnded | NoticeRaised | NoticeEnded
    | CallInvited | CallInvitationEnded | JoinLinkMade | JoinLinkRevoked
    | CallArrived | CallPlaced | LegDialled | LegConnected | LegMoved | LegHeld | LegMuted | LegMediaChanged
    | LegFaltered | LegEnded | CallConnected | CallMonitored | AnswererJudged | CallEnded
    | VoicemailLeft | CallMissed | MissedCallSettled | CallerBlocked | CallerUnblocked
    | ConsentAnswered | RecordingStarted | RecordingPaused | RecordingResumed | RecordingEnded | RecordingKept
    | RecordingLost | RecordingDeleted | RecordingHeld | RetentionChanged | RecordingTranscribed
    | ExportMade | IngressSetAside | IngressQuarantined | MailboxConnected | MailboxFailed
)  # fmt: skip


class Logged(Struct, frozen=True, kw_only=True):
    """A fact with its place: `seq` has no gaps in a tenant, `actor` is `agent:usr_…`, `customer:cus_…` or `system`."""

    tenant: str
    seq: int
    at: int
    actor: str
    fact: AnyFact
    cause: int | None = None
