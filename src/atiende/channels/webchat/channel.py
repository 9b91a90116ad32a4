"""Web chat: messages come and go through the visitor's own socket, so there is nothing to parse or to push."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from atiende.ports.channel import Endpoint, Inbound, Intake, Outbound, SendFailed, SetAside, Traits, Unknown

COLOR_LENGTH = 7
KNOWN = (
    "allowed_origins", "color", "position", "greeting_es", "greeting_en", "launcher_es", "launcher_en", "ask_email",
    "offline_form", "identity_secret", "public_key", "calls", "video",
)  # fmt: skip


class WebChat:
    """Settings: allowed_origins (none: every site), color, position, greetings, ask_email, offline_form, calls (the
    voice endpoint that visitors may call from here), video (with pictures) and identity_secret, by which a site vouches
    for its signed-in users.
    """

    traits = Traits(
        name="webchat",
        max_chars=10_000,
        max_attachments=10,
        max_attachment_bytes=10_000_000,
        session=True,
        push=False,
        typing=True,
        receipts=True,
        buttons=20,
        button_chars=80,
    )

    def check(self, settings: Mapping[str, object]) -> Sequence[tuple[str, str]]:
        problems = [(name, "unknown_field") for name in settings if name not in KNOWN]
        origins = settings.get("allowed_origins", [])
        if not isinstance(origins, list) or not all(isinstance(one, str) and _is_origin(one) for one in origins):
            problems.append(("allowed_origins", "not_an_origin"))
        color = settings.get("color", "#1f6f78")
        if not (isinstance(color, str) and len(color) == COLOR_LENGTH and color.startswith("#")):
            problems.append(("color", "not_a_color"))
        if settings.get("position", "right") not in ("left", "right"):
            problems.append(("position", "not_a_choice"))
        if settings.get("ask_email", "offline") not in ("never", "offline", "always"):
            problems.append(("ask_email", "not_a_choice"))
        if not isinstance(settings.get("calls", ""), str):
            problems.append(("calls", "wrong_type"))
        if not isinstance(settings.get("video", False), bool):
            problems.append(("video", "not_a_flag"))
        secret = settings.get("identity_secret", "")
        if secret and not (isinstance(secret, str) and secret.startswith("secret:")):
            problems.append(("identity_secret", "not_a_secret"))
        return problems

    def parse(self, endpoint: Endpoint, raw: bytes, envelope: Mapping[str, str]) -> Inbound | SetAside | Unknown:
        return Unknown(reason="no_raw_input")

    async def listen(self, endpoint: Endpoint, intake: Intake) -> None:
        return

    async def send(self, endpoint: Endpoint, outbound: Outbound) -> str:
        raise SendFailed("no_push", retry=False)

    async def test(self, endpoint: Endpoint) -> Sequence[tuple[str, str]]:
        return [("published", "ok")]


def _is_origin(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.path in ("", "/") and not parts.query
