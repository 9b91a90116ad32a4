"""What became of each call, for reports. Others apply these facts first, so that the call's row is up to date."""

from msgspec.structs import replace

from atiende.domain import call_story as rules
from atiende.domain import facts as f
from atiende.domain.call import Call
from atiende.domain.call_story import DAY_MS, RINGING, CallStory
from atiende.domain.facts import Logged
from atiende.domain.interaction import Interaction
from atiende.store.projections import calls, interactions, missed, offers, recordings  # applied before what is here
from atiende.store.projections.calls import SPOKEN
from atiende.store.projections.rows import Rows, also

BEFORE = (calls, interactions, missed, offers, recordings)


def _open(rows: Rows, interaction: str) -> CallStory | None:
    return next((one for one in _all(rows, interaction) if one.ended_at is None), None)


def _all(rows: Rows, interaction: str) -> list[CallStory]:
    return sorted(rows.where(CallStory, {"interaction": interaction}), key=lambda one: -one.seq)


@also(f.CallArrived)
def arrived(rows: Rows, logged: Logged, fact: f.CallArrived) -> None:
    rows.put(_begun(logged, fact, "in"))


@also(f.CallPlaced)
def placed(rows: Rows, logged: Logged, fact: f.CallPlaced) -> None:
    rows.put(replace(_begun(logged, fact, "out"), queue=fact.queue))


def _begun(logged: Logged, fact: f.CallArrived | f.CallPlaced, direction: str) -> CallStory:
    return CallStory(
        seq=logged.seq,
        day=logged.at // DAY_MS,
        interaction=fact.interaction,
        conversation=fact.conversation,
        customer=fact.customer,
        brand=fact.brand,
        direction=direction,
        began_at=logged.at,
    )


@also(f.InteractionQueued)
def queued(rows: Rows, logged: Logged, fact: f.InteractionQueued) -> None:
    one = _open(rows, fact.interaction) if fact.channel in SPOKEN else None
    if one is not None:
        _held_or_not(rows, logged, rules.waits(one, fact.queue, logged.at) if one.direction == "in" else one)


@also(f.InteractionOffered)
def offered(rows: Rows, logged: Logged, fact: f.InteractionOffered) -> None:
    one = _open(rows, fact.interaction) if fact.channel in SPOKEN else None
    if one is not None and one.connected_at is None:
        rows.put(replace(one, stage=RINGING))


@also(f.InteractionTransferred)
def transferred(rows: Rows, logged: Logged, fact: f.InteractionTransferred) -> None:
    work = rows.get(Interaction, fact.interaction)
    one = _open(rows, fact.interaction) if work is not None and work.channel in SPOKEN else None
    if one is not None and one.connected_at is not None:
        rows.put(replace(one, transfers=one.transfers + 1))


@also(f.InteractionRefused)
def refused(rows: Rows, logged: Logged, fact: f.InteractionRefused) -> None:
    if fact.channel in SPOKEN:
        _became(rows, fact.interaction, "refused")


@also(f.CallbackRequested)
def called_back(rows: Rows, logged: Logged, fact: f.CallbackRequested) -> None:
    _became(rows, fact.interaction, "callback")


@also(f.VoicemailLeft)
def spoken(rows: Rows, logged: Logged, fact: f.VoicemailLeft) -> None:
    _became(rows, fact.call, "message")


def _became(rows: Rows, interaction: str, what: str) -> None:
    for one in _all(rows, interaction)[:1]:
        if one.direction == "in" and one.connected_at is None:
            rows.put(replace(one, became=what))


@also(f.CallConnected)
def connected(rows: Rows, logged: Logged, fact: f.CallConnected) -> None:
    one = _open(rows, fact.interaction)
    if one is not None and one.connected_at is None:
        rows.put(replace(one, connected_at=logged.at, agent=fact.user))


@also(f.LegHeld)
def leg_held(rows: Rows, logged: Logged, fact: f.LegHeld) -> None:
    one = _open(rows, fact.interaction)
    if one is not None:
        _held_or_not(rows, logged, one)


def _held_or_not(rows: Rows, logged: Logged, one: CallStory) -> None:
    call = rows.get(Call, one.interaction)
    leg = call.customer_leg if call is not None else None
    on = leg is not None and leg.held and one.connected_at is not None
    rows.put(rules.held(one, on, logged.at))


@also(f.AnswererJudged)
def judged(rows: Rows, logged: Logged, fact: f.AnswererJudged) -> None:
    one = _open(rows, fact.interaction)
    if one is not None and one.direction == "out":
        rows.put(replace(one, judged=fact.who))


@also(f.CallEnded)
def ended(rows: Rows, logged: Logged, fact: f.CallEnded) -> None:
    one = _open(rows, fact.interaction)
    if one is not None:
        rows.put(rules.over(one, fact.by, logged.at))


@also(f.WrapUpStarted)
def wrap_up_started(rows: Rows, logged: Logged, fact: f.WrapUpStarted) -> None:
    _wraps(rows, logged, fact.interaction, on=True)


@also(f.InteractionEnded)
def work_ended(rows: Rows, logged: Logged, fact: f.InteractionEnded) -> None:
    _wraps(rows, logged, fact.interaction, on=False)


def _wraps(rows: Rows, logged: Logged, interaction: str, *, on: bool) -> None:
    """Of the newest call of this work, if somebody was reached in it."""
    work = rows.get(Interaction, interaction)
    if work is None or work.channel not in SPOKEN:
        return
    for one in _all(rows, interaction)[:1]:
        if one.connected_at is not None:
            rows.put(rules.wraps(one, on, logged.at))


# --- recordings -------------------------------------------------------------------------------------------------------


@also(f.ConsentAnswered)
def consented(rows: Rows, logged: Logged, fact: f.ConsentAnswered) -> None:
    for one in _all(rows, fact.interaction)[:1]:
        rows.put(replace(one, refused=fact.answer == "no"))


@also(f.RecordingStarted)
def recording_started(rows: Rows, logged: Logged, fact: f.RecordingStarted) -> None:
    if fact.basis != "message":
        _recording(rows, fact.interaction, "started")


@also(f.RecordingKept)
def recording_kept(rows: Rows, logged: Logged, fact: f.RecordingKept) -> None:
    _recording(rows, fact.interaction, "kept")


@also(f.RecordingLost)
def recording_lost(rows: Rows, logged: Logged, fact: f.RecordingLost) -> None:
    _recording(rows, fact.interaction, "lost")


def _recording(rows: Rows, interaction: str, state: str) -> None:
    """A message he left is no recording of a call: only one that was begun is followed."""
    for one in _all(rows, interaction)[:1]:
        if state == "started" or one.recording:
            rows.put(replace(one, recording=state))
