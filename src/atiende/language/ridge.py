"""Kernel ridge regression of many targets at once, with what it would have said of each row without having seen it.

Up to `EXACT` rows the system is solved whole; more are carried by `LANDMARKS` of them (Nyström, Williams and Seeger
2001). Leave-one-out answers follow from the hat matrix in closed form (Allen 1974).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]

EXACT = 5500
LANDMARKS = 4000


class Solved(Struct, frozen=True, eq=False):
    """`weights`: one line a carrying row, a column a target. `unseen`: the answer to each row without that row."""

    weights: Numbers
    unseen: Numbers


def carriers(count: int) -> Places:
    """The rows the answer is made of: all, or as many as can be borne, evenly spread."""
    import numpy as np

    places = np.arange(count) if count <= EXACT else np.linspace(0, count - 1, LANDMARKS)
    return places.astype(np.int64)


def solve(likeness: Numbers, among: Places, targets: Numbers, ridge: float) -> Solved:
    """`likeness` of every row with the carriers, which are `among` them. `ridge`: how little a single row may say."""
    import numpy as np

    if len(among) < len(targets):
        return _carried(likeness, among, targets, ridge)
    from scipy.linalg.lapack import spotrf, strtri

    system = np.array(likeness, np.float32, order="F")
    system[np.diag_indices_from(system)] += ridge
    factor, failed = spotrf(system, lower=1, clean=1, overwrite_a=1)
    if failed:
        raise ArithmeticError("the likenesses of examples contradict each other")
    inverse, _ = strtri(factor, lower=1, overwrite_c=1)
    weights = inverse.T @ (inverse @ targets.astype(np.float32))
    own = np.einsum("ij,ij->j", inverse, inverse)
    return Solved(weights.astype(np.float64), targets - weights / own[:, None])


def _carried(likeness: Numbers, among: Places, targets: Numbers, ridge: float) -> Solved:
    import numpy as np
    from scipy.linalg import cholesky, solve_triangular

    system = likeness.T @ likeness + ridge * likeness[among] + 1e-6 * np.eye(len(among))
    upper = cholesky(system, overwrite_a=True)
    hidden = solve_triangular(upper, likeness.T, trans="T")
    seen = hidden @ targets
    share = (hidden**2).sum(axis=0)[:, None]
    unseen: Numbers = (hidden.T @ seen - share * targets) / (1 - share)
    return Solved(np.asarray(solve_triangular(upper, seen)), unseen)
