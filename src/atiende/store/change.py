"""One change being decided, in memory: the implementation of `ports.store.Change`."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from atiende.domain.conversation import Counter
from atiende.domain.errors import Conflict
from atiende.domain.facts import Fact, Logged
from atiende.domain.row import Content, Projection, Row, Work
from atiende.ports.store import Key, Value
from atiende.store.codec import codec
from atiende.store.hot import Hot
from atiende.store.projections import apply

R = TypeVar("R", bound=Row)


class ProjectionRows:
    """What a projection may touch: `projections.Rows` over the hot rows."""

    def __init__(self, hot: Hot) -> None:
        self._hot = hot

    def get(self, row: type[R], *key: str | int) -> R | None:
        return self._hot.get(row, key)

    def where(self, row: type[R], equals: Mapping[str, Value]) -> list[R]:
        return self._hot.where(row, equals)

    def put(self, row: Projection) -> None:
        kind = type(row)
        self._hot.write(kind, codec(kind).key(row), row)

    def drop(self, row: type[R], *key: str | int) -> None:
        self._hot.write(row, key, None)


class LineChange:
    """See the port. `seq` is where the log ends when this change begins; `logged` what it has recorded so far."""

    def __init__(self, tenant: str, hot: Hot, seq: int, at: int) -> None:
        self._tenant, self._at = tenant, at
        self._hot = hot
        self._rows = ProjectionRows(hot)
        self.seq = seq
        self.logged: list[Logged] = []

    @property
    def tenant(self) -> str:
        return self._tenant

    @property
    def at(self) -> int:
        return self._at

    def get(self, row: type[R], *key: str | int) -> R | None:
        return self._hot.get(row, key)

    def where(self, row: type[R], equals: Mapping[str, Value]) -> list[R]:
        return self._hot.where(row, equals)

    def record(self, *facts: Fact, actor: str, cause: int | None = None) -> int:
        for fact in facts:
            self.seq += 1
            logged = Logged(
                tenant=self._tenant,
                seq=self.seq,
                at=self._at,
                actor=actor,
                fact=fact,  # type: ignore[arg-type]
                cause=cause,
            )
            apply(self._rows, logged)
            self.logged.append(logged)
        return self.seq

    def adopt(self, rows: Mapping[tuple[type[Row], Key], Row | None], logged: Sequence[Logged], at: int) -> None:
        """What `store.loading` decided in memory after the fact this line ends with. Raises Conflict otherwise."""
        if logged and logged[0].seq != self.seq + 1:
            raise Conflict(reason="log_moved_on")
        for (kind, key), row in rows.items():
            self._hot.write(kind, key, row)
        self.logged += logged
        self.seq += len(logged)
        self._at = max(self._at, at)

    def again(self, logged: Logged) -> None:
        """Applies a fact that is in the log already, to projections that are being rebuilt."""
        apply(self._rows, logged)

    def put(self, row: Content | Work) -> None:
        if isinstance(row, Projection):
            raise TypeError(f"{type(row).__name__} follows from facts and is never put")
        kind = type(row)
        self._hot.write(kind, codec(kind).key(row), row)

    def drop(self, row: type[Content] | type[Work], *key: str | int) -> None:
        if issubclass(row, Projection):
            raise TypeError(f"{row.__name__} follows from facts and is never dropped")
        self._hot.write(row, key, None)

    def number(self, name: str) -> int:
        counter = self._hot.get(Counter, (name,))
        return 1 if counter is None else counter.value + 1
