"""Whether a text is about anything that was taught: how sure the answer is, how much of it was ever heard, and how near
it comes to the examples of one intent, each as examples would score that had not been taught themselves.

The weights were chosen on the development rows of CLINC150 (`val`, `oos_train`, `oos_val`), where the sum finds out of
scope what none of the three finds alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

KEPT = 0.92
"""Of what was taught, the share that is to be taken for known."""
WEIGHTS = (1.0, 0.5, 0.5)


class Familiarity(Struct, frozen=True, kw_only=True):
    """What the examples' own signs are like, and from where a text counts as known."""

    means: tuple[float, ...]
    spreads: tuple[float, ...]
    threshold: float

    def score(self, signs: Numbers) -> Numbers:
        """One line of signs a text; from 0 on it is known."""
        import numpy as np

        scores: Numbers = (signs - np.array(self.means)) / np.array(self.spreads) @ np.array(WEIGHTS) - self.threshold
        return scores


def signs(answers: Numbers, heard: Numbers, nearness: Numbers) -> Numbers:
    """One line a text: its best answer, the share of its letters that was heard before, and its mean likeness with the
    examples of the nearest intent."""
    import numpy as np

    return np.column_stack([answers.max(axis=1), heard, nearness.max(axis=1)])


def learn(friends: Numbers) -> Familiarity:
    """From the signs of the examples, each as if it had not been taught."""
    import numpy as np

    means, spreads = friends.mean(axis=0), friends.std(axis=0) + 1e-3
    scores = (friends - means) / spreads @ np.array(WEIGHTS)
    return Familiarity(
        means=tuple(means.tolist()),
        spreads=tuple(spreads.tolist()),
        threshold=float(np.quantile(scores, 1 - KEPT)),
    )
