"""One person behind several customers: links make a star around one of them, never a chain or a ring.

A link is an edge. Whoever reads takes all customers of the star as one person; cutting an edge leaves each exactly as
it was, because nothing was moved.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from atiende.domain.customer import Customer
from atiende.domain.errors import Refusal


class CannotLink(Refusal):
    """Two customers cannot become one person: `reason` says why."""

    code = "cannot_link"


class Ends:
    """Which customer is linked, and to which: `customer` gives up standing alone."""

    __slots__ = ("customer", "into")

    def __init__(self, customer: str, into: str) -> None:
        self.customer, self.into = customer, into


def ends(one: Customer, one_has: int, other: Customer, other_has: int) -> Ends:
    """How two customers are joined. `has` counts the customers linked to each.

    The second goes to the first, or whoever stands alone to the other; a link to a linked one goes to whom that one
    belongs to (no chains).
    Raises CannotLink for the same person, another brand, and two persons of several customers each: one of the links
    is to be cut first, so that un-merging stays exact.
    """
    if one.brand != other.brand:
        raise CannotLink(reason="other_brand")
    roots = (one.into or one.id, other.into or other.id)
    if roots[0] == roots[1]:
        raise CannotLink(reason="same_person")
    several = (bool(one.into) or one_has > 0, bool(other.into) or other_has > 0)
    if all(several):
        raise CannotLink(reason="both_linked")
    return Ends(roots[0], roots[1]) if several[1] else Ends(roots[1], roots[0])


class Links:
    """The standing links of a centre, for whoever needs a person's customers without asking the store."""

    def __init__(self) -> None:
        self._into: dict[str, str] = {}
        self._members: dict[str, set[str]] = defaultdict(set)

    def link(self, customer: str, into: str) -> None:
        self._into[customer] = into
        self._members[into].add(customer)

    def cut(self, customer: str) -> None:
        into = self._into.pop(customer, None)
        if into is not None:
            self._members[into].discard(customer)

    def person(self, customer: str) -> Iterable[str]:
        """All customers that are the same person, himself included."""
        root = self._into.get(customer, customer)
        return (root, *self._members.get(root, ()))


def known_name(names: Sequence[str]) -> str:
    """The first name that is one: whom the others are linked to has the first say."""
    return next((name for name in names if name), "")
