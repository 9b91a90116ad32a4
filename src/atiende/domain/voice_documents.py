"""What a queue does with calls: what is heard while one waits and before one is connected; what is recorded."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from atiende.domain.document_types import LongTemplate, Text
from atiende.domain.flow_types import Patience, PromptRef

Key = Annotated[str, Meta(pattern=r"^[0-9*#]?$", extra={"code": "bad_key"})]
"""One key of a telephone, or none."""


class QueueVoice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`welcome` is said once, on entering. Then `music` (ours, where none is chosen), and every `again_seconds` where
    he stands (`position`), how long it may take (`expected`, as a range) and, by `callback_key`, a call back that keeps
    his place; what is offered on a long wait is the queue's deflection.

    `recall`: who gives up after waiting longer than `recall_after_seconds` is called back, at his place. Who is
    not reached by a call back, this one or one he asked for, is called again after `recall_again_minutes`, in the
    queue's hours, `recall_attempts` times in all; at last his conversation stays as it is or waits for him (`pend`).

    `whisper_*`: said to the agent alone before he is connected, a template over queue, customer and reason.

    `recording`: off; inform, a notice before anybody speaks; opt_in, only after he pressed `accept_key`. `notice_*` are
    the texts of the notice (ours, where empty); `stop_key` ends the recording of his call whenever he presses it;
    recordings are kept `keep_days`; `transcribe`: their words are written down. `announce_monitoring`: the notice says
    that a supervisor may listen.
    """

    welcome: PromptRef | None = None
    music: PromptRef | None = None
    position: bool = True
    expected: bool = True
    again_seconds: Patience = 60
    callback: bool = True
    callback_key: Key = "2"
    whisper_es: Text = ""
    whisper_en: Text = ""
    recording: Literal["off", "inform", "opt_in"] = "off"
    notice_es: LongTemplate = ""
    notice_en: LongTemplate = ""
    accept_key: Annotated[str, Meta(pattern=r"^[0-9*#]$", extra={"code": "bad_key"})] = "1"
    stop_key: Key = ""
    keep_days: Annotated[int, Meta(ge=1, le=3650, extra_json_schema={"x-unit": "d"})] = 90
    transcribe: bool = False
    announce_monitoring: bool = False
    recall: bool = True
    recall_after_seconds: Annotated[int, Meta(ge=0, le=600, extra_json_schema={"x-unit": "s"})] = 5
    recall_attempts: Annotated[int, Meta(ge=1, le=10)] = 3
    recall_again_minutes: Annotated[int, Meta(ge=1, le=10_080, extra_json_schema={"x-unit": "min"})] = 60
    recall_at_last: Literal["keep", "pend"] = "keep"
