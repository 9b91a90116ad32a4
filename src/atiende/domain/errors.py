"""Refusals: a code with parameters. Their texts are in `locales/*/errors.json`; `api.problems` maps codes to HTTP."""

from typing import ClassVar


class Refusal(Exception):
    """Something that may not be done. `code` names it; `params` fill its text in the reader's language."""

    code: ClassVar[str] = "refused"

    def __init__(self, **params: str | int) -> None:
        super().__init__(self.code)
        self.params = params


class NotFound(Refusal):
    code = "not_found"


class NotAllowed(Refusal):
    code = "not_allowed"


class LookingOnly(Refusal):
    """An administrator who looks at the desk as somebody else sees it changes nothing."""

    code = "looking_only"


class NotYours(Refusal):
    code = "not_yours"


class TooLate(Refusal):
    """The offer or state the caller saw is no longer there."""

    code = "too_late"


class WrongState(Refusal):
    """The step is not possible from the present state."""

    code = "wrong_state"


class AtCapacity(Refusal):
    code = "at_capacity"


class Invalid(Refusal):
    """A value is not acceptable: `field` and `reason` say which and why."""

    code = "invalid"


class Conflict(Refusal):
    """Somebody else changed it first (If-Match), or the name is taken."""

    code = "conflict"


class KeyReused(Refusal):
    """An Idempotency-Key came again with another body."""

    code = "key_reused"


class TooLarge(Refusal):
    code = "too_large"


class TooMany(Refusal):
    """A rate limit: `retry_after` in seconds."""

    code = "too_many"


class TooManyDials(Refusal):
    """An agent dials faster than his brand allows: `retry_after` in seconds."""

    code = "too_many_dials"


class Overloaded(Refusal):
    """There is more to do than can be done now: `retry_after` in seconds."""

    code = "overloaded"


class Unreachable(Refusal):
    """The customer has no address on the channel the agent chose."""

    code = "unreachable"


class CameMeanwhile(Refusal):
    """Something came into the conversation since its agent looked: `count` messages after position `seen`."""

    code = "came_meanwhile"


class StoreFull(Refusal):
    """The disk is full or the database refuses writes; nothing was changed."""

    code = "store_full"


class FilesAway(StoreFull):
    """The object store does not answer or refuses us; nothing that names a file was changed."""

    code = "files_away"


class Damaged(Refusal):
    """A stored file is not what its name says: cut, altered, or sealed with another key."""

    code = "damaged"


class SignInFailed(Refusal):
    code = "sign_in_failed"
