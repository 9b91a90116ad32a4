"""The rows in memory against a plain model: whatever is put, dropped, refused, committed or forgotten, both agree."""

from collections.abc import Mapping

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from atiende.domain.row import Row
from atiende.domain.work import Timer
from atiende.ports.store import Key, Value
from atiende.store import hot as hot_module
from atiende.store.codec import codec, matches
from atiende.store.hot import Hot, Written

KINDS = st.sampled_from(["close", "send"])
KEYS = st.sampled_from(["a", "b", "c", "d"])
DUES = st.integers(0, 2)


class Database:
    """What is durable; the reader of the rows in memory."""

    def __init__(self) -> None:
        self.rows: dict[Key, Row] = {}

    def get(self, tenant: str, row: type[Row], keys: list[Key]) -> list[Row]:
        return [self.rows[key] for key in keys if key in self.rows]

    def where(self, tenant: str, row: type[Row], equals: Mapping[str, Value]) -> list[Row]:
        return [each for each in self.rows.values() if matches(each, equals)]


class Agreement(RuleBasedStateMachine):
    """`model` is what the present change should see, `batch` what the changes before it left."""

    @initialize(rows=st.lists(st.tuples(KINDS, KEYS, DUES), max_size=6))
    def begin(self, rows: list[tuple[str, str, int]]) -> None:
        self.database = Database()
        for kind, key, due in rows:
            self.database.rows[kind, key] = Timer(kind=kind, key=key, due=due)
        self.hot = Hot("ten_a", self.database)
        self.batch = dict(self.database.rows)
        self.model = dict(self.batch)

    @rule(kind=KINDS, key=KEYS, due=DUES)
    def put(self, kind: str, key: str, due: int) -> None:
        row = Timer(kind=kind, key=key, due=due)
        self.hot.write(Timer, (kind, key), row)
        self.model[kind, key] = row

    @rule(kind=KINDS, key=KEYS)
    def drop(self, kind: str, key: str) -> None:
        self.hot.write(Timer, (kind, key), None)
        self.model.pop((kind, key), None)

    @rule(kind=KINDS, key=KEYS)
    def get(self, kind: str, key: str) -> None:
        assert self.hot.get(Timer, (kind, key)) == self.model.get((kind, key))

    @rule(equals=st.one_of(DUES.map(lambda due: {"due": due}), KINDS.map(lambda kind: {"kind": kind})))
    def where(self, equals: dict[str, Value]) -> None:
        expected = [self.model[key] for key in sorted(self.model) if matches(self.model[key], equals)]
        assert self.hot.where(Timer, equals) == expected

    @rule(refused=st.booleans())
    def end_change(self, refused: bool) -> None:
        if refused:
            self.hot.take_back()
            self.model = dict(self.batch)
        else:
            self.hot.undo.clear()
            self.batch = dict(self.model)

    @rule(
        others=st.lists(st.tuples(KINDS, KEYS, st.one_of(st.none(), DUES), st.booleans()), min_size=1, max_size=4),
    )
    def overtaken(self, others: list[tuple[str, str, int | None, bool]]) -> None:
        """Somebody else's turns came between: what this one wrote is void, theirs is told, or only its keys."""
        self.hot.abandon()
        for kind, key, due, told in others:
            row = None if due is None else Timer(kind=kind, key=key, due=due)
            values = None if row is None or not told else tuple(codec(Timer).encode(row))
            if row is None:
                self.database.rows.pop((kind, key), None)
            else:
                self.database.rows[kind, key] = row
            self.hot.estrange({"timers": [Written((kind, key), told, values)]})  # type: ignore[arg-type]
        self.batch = dict(self.database.rows)
        self.model = dict(self.batch)

    @rule(fails=st.booleans(), forgets=st.booleans())
    def end_batch(self, fails: bool, forgets: bool) -> None:
        self.end_change(refused=True)
        if fails:
            self.hot.clear()
            self.batch = dict(self.database.rows)
        else:
            written = self.hot.shelf(Timer).dirty
            assert {key: self.batch.get(key) for key in written} == {key: self.hot.get(Timer, key) for key in written}
            self.database.rows = dict(self.batch)
            self.hot.settle()
            if forgets:
                self.hot.shelf(Timer).halve()
        self.model = dict(self.batch)

    @invariant()
    def every_answer_has_its_rows(self) -> None:
        shelf = self.hot.shelf(Timer) if hasattr(self, "hot") else None
        for shape in shelf.shapes.values() if shelf else ():
            assert all(key in shelf.rows for entry in shape.entries.values() for key in entry)  # type: ignore[union-attr]


TestAgreement = Agreement.TestCase
TestAgreement.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


def test_long_answers_are_not_kept_but_right() -> None:
    database = Database()
    hot = Hot("ten_a", database)
    for number in range(hot_module.KEPT_ANSWER + 50):
        hot.write(Timer, ("close", f"{number:04}"), Timer(kind="close", key=f"{number:04}", due=1))
        assert len(hot.where(Timer, {"due": 1})) == number + 1
    assert codec(Timer).key(hot.where(Timer, {"due": 1})[-1]) == ("close", "0249")
