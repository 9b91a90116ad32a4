"""The ledger reads from the log who handled what in what time, and which arm chose."""

from atiende.domain import facts as f
from atiende.domain.documents import Queue
from atiende.routing.handled import Ledger, Segment
from atiende.routing.learned import INPUTS, arm_of

QUEUE = Queue(name="Calls", brand="acme", answer_within_seconds=20)


def queued(interaction: str, since: int, queue: str = "calls") -> f.InteractionQueued:
    return f.InteractionQueued(
        interaction=interaction, conversation="cnv", customer="cus", brand="acme", channel="voice", endpoint="line",
        queue=queue, since=since, reason="cards", language="es-MX", entered=since,
    )  # fmt: skip


def taken(interaction: str, agent: str) -> f.InteractionTaken:
    return f.InteractionTaken(interaction=interaction, conversation="cnv", agent=agent, channel="voice", offer="off")


def offered(interaction: str, agent: str, rule: str) -> f.InteractionOffered:
    receipt = f.Receipt(position=1, configuration=1, rule=rule)
    return f.InteractionOffered(offer="off", interaction=interaction, conversation="cnv", agent=agent, queue="calls",
                                channel="voice", expires_at=0, receipt=receipt)  # fmt: skip


def ended(interaction: str, how: str = "done") -> f.InteractionEnded:
    return f.InteractionEnded(interaction=interaction, conversation="cnv", how=how, by="agent")


def passed(interaction: str, agent: str, to_queue: str = "calls") -> f.InteractionTransferred:
    return f.InteractionTransferred(interaction=interaction, conversation="cnv", agent=agent, to_queue=to_queue)


def read(*facts: tuple[int, f.AnyFact]) -> Ledger:
    ledger = Ledger({"calls": QUEUE})
    for seq, (at, fact) in enumerate(facts):
        ledger.apply(f.Logged(tenant="t", seq=seq, at=at, actor="system", fact=fact))
    return ledger


def test_a_piece_is_the_time_from_taking_to_the_end() -> None:
    ledger = read(
        (0, queued("int_1", 0)),
        (5_000, offered("int_1", "usr_1", "learned")),
        (6_000, taken("int_1", "usr_1")),
        (66_000, ended("int_1")),
    )
    assert ledger.segments == [Segment("calls", "usr_1", "voice/cards/es", 6_000, 60_000, False, 0)]
    (piece,) = ledger.pieces
    assert (piece.by, piece.in_time, piece.ms) == ("learned", True, 60_000)
    assert piece.arm == arm_of("int_1", QUEUE.compare_percent)


def test_what_was_passed_on_counts_whole_for_the_arm_that_chose_first() -> None:
    ledger = read(
        (0, queued("int_1", 0)),
        (0, offered("int_1", "usr_1", "learned")),
        (30_000, taken("int_1", "usr_1")),
        (40_000, passed("int_1", "usr_1")),
        (40_000, queued("int_1", 0)),
        (40_000, offered("int_1", "usr_2", "learned_control")),
        (50_000, taken("int_1", "usr_2")),
        (90_000, ended("int_1")),
    )
    assert [(one.agent, one.ms, one.transferred) for one in ledger.segments] == [
        ("usr_1", 10_000, True),
        ("usr_2", 40_000, False),
    ]
    (piece,) = ledger.pieces
    assert (piece.by, piece.ms, piece.in_time) == ("learned", 50_000, False)


def test_who_gives_up_counts_and_who_leaves_for_another_queue_does_not() -> None:
    ledger = read(
        (0, queued("int_1", 0)),
        (9_000, ended("int_1", "abandoned")),
        (0, queued("int_2", 0)),
        (1_000, taken("int_2", "usr_1")),
        (2_000, passed("int_2", "usr_1", "other")),
        (2_000, queued("int_2", 0, "other")),
        (9_000, ended("int_2")),
    )
    (given_up,) = ledger.pieces
    assert (given_up.in_time, given_up.ms, given_up.by) == (False, 0, "")
    assert [one.transferred for one in ledger.segments] == [True]


def test_what_was_predicted_is_what_the_log_said_at_that_moment() -> None:
    table = f.MatchTable(kinds=("voice/cards/es",), agents=("usr_1",), overall=1, usual=(1,), typical=(1,),
                         times=((70_000,),), seen=((9,),))  # fmt: skip
    match = f.MatchTrained(queue="calls", version=1, table=table, trained_on=9, transferred=0, since=0, until=0,
                           inputs=INPUTS)  # fmt: skip
    ledger = read(
        (0, queued("int_1", 0)),
        (1_000, taken("int_1", "usr_1")),
        (2_000, match),
        (3_000, ended("int_1")),
        (3_000, queued("int_2", 0)),
        (4_000, taken("int_2", "usr_1")),
        (5_000, ended("int_2")),
    )
    assert [one.predicted for one in ledger.segments] == [0, 70_000]
