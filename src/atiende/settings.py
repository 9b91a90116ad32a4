"""What the server is told from outside: `ATIENDE_…` names in the environment over one TOML file. Frozen once read.

A name nobody knows is an error, in the environment and in the file: a misspelt setting must not be silently ignored.
"""

import tomllib
from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from atiende.ports.failpoints import NAMES, known
from atiende.ports.nodes import LEASED, WEB

PREFIX = "ATIENDE_"
FILE = "ATIENDE_CONFIG"
DEFAULT_FILE = "atiende.toml"
NOT_OURS = frozenset((FILE, "ATIENDE_TEST_DATA", "ATIENDE_API_KEY"))
"""Names with our prefix that are not settings of the server."""

ROLES = (WEB, *LEASED)


class SettingsError(Exception):
    """What is wrong with the settings, one line each: `ATIENDE_PORT: …`."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)


def _listed_texts(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _listed(value: object) -> object:
    return _listed_texts(value) if isinstance(value, str) else value


Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]


class Settings(BaseSettings):
    """Empty texts mean: derived from the others, see the properties."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    host: str = "127.0.0.1"
    """The address to listen on."""
    port: int = Field(default=8000, ge=0, le=65535)
    """0: a free one."""
    data_dir: Path = Path("data")
    """Everything the server keeps: database, files, keys."""
    database_url: str = ""
    """`sqlite:///…` or `postgresql://…`; the embedded database of the data directory when empty."""
    nats_url: str = Field(default="", repr=False)
    """Several nodes' bus, `nats://` or `tls://`, with user and password or a token; several servers by commas. One node
    needs none."""
    blob_url: str = ""
    """`file:///…` or `s3://bucket/prefix`; the data directory when empty."""
    blob_endpoint: str = ""
    """Where an object store of one's own answers, `https://…`; empty: Amazon's. The usual `AWS_…` names count too."""
    blob_region: str = ""
    blob_key_id: str = ""
    blob_secret: str = Field(default="", repr=False)
    backup_database_url: str = Field(default="", repr=False)
    """By whom PostgreSQL is dumped: a role that may read every tenant's rows; the server's own may not."""
    backup_within_hours: int = Field(default=26, ge=0)
    """How old the last backup may be before the health page says so; 0: it never does."""
    smtp_listen: str = "127.0.0.1:2525"
    """Where mail comes in, `host:port`; `off` for none."""
    smtp_relay: str = ""
    """`smtp://user:password@host:587` or `smtps://…` for mail going out; empty: the local outbox to look into."""
    public_url: str = ""
    """How browsers and mail readers reach us."""
    secret_key: str = Field(default="", repr=False)
    """Seals secrets and signs tokens; kept in the data directory when empty."""
    roles: Listed = ROLES
    """What this node does."""
    failpoint: str = ""
    """Where to stop dead, for tests of crashes only (`ports/failpoints.py`)."""
    limit_tenant_messages: float = Field(default=5_000, gt=0)
    """Messages a second from the customers of one centre, twice as many at once; more are refused."""
    limit_endpoint_messages: float = Field(default=5_000, gt=0)
    """The same at one of its addresses."""
    limit_tenant_calls: float = Field(default=1_000, gt=0)
    """Calls of the API a second by everybody of one centre, four times as many at once."""
    limit_caller_calls: float = Field(default=50, gt=0)
    """By one person or key, six times as many at once."""
    asterisk_url: str = Field(default="", repr=False)
    """Where an Asterisk answers by ARI, `http://user:password@host:8088`; empty: there is none."""
    asterisk_sounds: Path = Path()
    """Where our sounds lie for it, under the same name for both; the data directory when empty."""
    asterisk_config: Path = Path()
    """Its configuration directory, kept in step with our documents; empty: `atiende asterisk config` writes it."""
    asterisk_authorities: Path = Path()
    """A directory with the certificates (PEM) of whose signatures of callers are believed; empty: the data directory's
    `authorities`, and without that the system's own."""
    asterisk_sip: str = "0.0.0.0:5060"
    """Where it listens for telephones."""
    asterisk_rtp: str = Field(default="10000-20000", pattern=r"^[0-9]{4,5}-[0-9]{4,5}$")
    """The ports by which its calls' sound goes."""
    asterisk_public: str = ""
    """Its address as telephones outside see it, where that is another one."""
    asterisk_websocket: str = ""
    """Where agents' browsers register as telephones, `wss://…/ws`; empty: they take calls otherwise."""
    asterisk_calls: float = Field(default=80, gt=0)
    """New calls a second that it lets in; more are told to try later."""
    demo_days: int = Field(default=91, ge=2, le=366)
    """How many days a demo centre has behind it."""
    media: Literal["own", "apart", "off"] = "own"
    """Calls from page to page: their process is started by this one when needed (`own`), by somebody else with
    `atiende media` (`apart`), or there are none (`off`)."""
    media_hosts: Listed = ()
    """Addresses of this machine where pages' sound and pictures come in, by UDP; empty: all it has."""
    media_public: Listed = ()
    """What pages are told instead, where a router or a cloud stands before this machine."""
    media_port: int = Field(default=0, ge=0, le=65535)
    """The one UDP port of all calls; 0: the same number as `port`, or a free one where that is taken."""
    turn_urls: Listed = ()
    """Relays for pages behind firewalls, `turn:relay.example.com:3478?transport=udp`, `turns:…`, by commas."""
    turn_secret: str = Field(default="", repr=False)
    """What the relay calls `static-auth-secret`: pages get names and passwords made of it, for half a day each."""
    webhook_allow_private: bool = False
    """Webhooks may lead into closed networks, and by http."""
    model_hosts: Listed = ()
    """Hosts of one's own network where language models may be asked, also by http; `*` is any."""
    transcriber: str = ""
    """What writes down what is said in calls: `https://host/v1/audio/transcriptions?model=name` (OpenAI-compatible),
    `wss://host/…` (live, as vosk-server speaks), or `whisper:///directory` with a model of one's own; empty: none."""
    transcriber_key: str = Field(default="", repr=False)
    metrics_listen: str = "off"
    """Where figures are scraped, `host:port`, unauthenticated: loopback or a closed network; `off` for nowhere."""
    otlp_url: str = ""
    """Where traces are sent by OTLP over HTTP, `http://collector:4318/v1/traces`; empty: none are made."""
    log_level: str = "info"
    log_format: str = "text"
    """`text` for people, `json` for machines."""

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("sqlite", "postgresql"):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return value

    @field_validator("nats_url")
    @classmethod
    def _bus(cls, value: str) -> str:
        for one in _listed_texts(value):
            if urlsplit(one).scheme not in ("nats", "tls") or not urlsplit(one).hostname:
                raise ValueError("must be nats://host:port or tls://host:port, several by commas")
        return value

    @field_validator("blob_url")
    @classmethod
    def _files(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and not (
            (parts.scheme == "file" and parts.path.startswith("/") and not parts.netloc)
            or (parts.scheme == "s3" and parts.netloc and not parts.username)
        ):
            raise ValueError("must be file:///directory or s3://bucket/prefix")
        return value

    @field_validator("blob_endpoint")
    @classmethod
    def _store(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.username):
            raise ValueError("must be the address of the object store, such as https://files.example.com:9000")
        return value

    @field_validator("public_url")
    @classmethod
    def _public(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
            raise ValueError("must be the address browsers use, such as https://desk.example.com")
        return value.rstrip("/")

    @field_validator("asterisk_url")
    @classmethod
    def _exchange(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname or not parts.password):
            raise ValueError("must be http://user:password@host:8088")
        return value

    @field_validator("smtp_listen", "metrics_listen", "asterisk_sip")
    @classmethod
    def _mail(cls, value: str) -> str:
        port = value.rpartition(":")[2]
        if value != "off" and not (":" in value and port.isascii() and port.isdigit() and int(port) < 65536):
            raise ValueError("must be host:port, or off")
        return value

    @field_validator("transcriber")
    @classmethod
    def _transcriber(cls, value: str) -> str:
        parts = urlsplit(value)
        there = parts.path.startswith("/") if parts.scheme == "whisper" else bool(parts.hostname)
        if value and (parts.scheme not in ("http", "https", "ws", "wss", "whisper") or not there):
            raise ValueError("must be https://…, wss://… or whisper:///directory")
        return value

    @field_validator("otlp_url")
    @classmethod
    def _traces(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname):
            raise ValueError("must be http://host:port/v1/traces or https://…")
        return value

    @field_validator("turn_urls")
    @classmethod
    def _relays(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(urlsplit(one).scheme not in ("turn", "turns") or not urlsplit(one).path for one in value):
            raise ValueError("must be turn:host:port or turns:host:port, several by commas")
        return value

    @field_validator("media_hosts", "media_public")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for one in value:
            try:
                ip_address(one)
            except ValueError:
                raise ValueError("must be IP addresses, several by commas") from None
        return value

    @field_validator("smtp_relay")
    @classmethod
    def _relay(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("smtp", "smtps") or not urlsplit(value).hostname):
            raise ValueError("must be smtp://host:port or smtps://host:port")
        return value

    @field_validator("secret_key")
    @classmethod
    def _key(cls, value: str) -> str:
        if value and len(value) < 32:
            raise ValueError("needs 32 characters or more")
        return value

    @field_validator("roles")
    @classmethod
    def _roles(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if not value or not set(value) <= set(ROLES):
            raise ValueError("must be some of " + ", ".join(ROLES))
        if set(value) != set(ROLES) and not str(info.data.get("database_url", "")).startswith("postgresql"):
            raise ValueError("a node on SQLite does everything; several share a postgresql:// database")
        return tuple(role for role in ROLES if role in value)

    @field_validator("failpoint")
    @classmethod
    def _failpoint(cls, value: str) -> str:
        if value and not known(value):
            raise ValueError("must be one of " + ", ".join(sorted(NAMES)))
        return value

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value not in ("debug", "info", "warning", "error"):
            raise ValueError("must be debug, info, warning or error")
        return value

    @field_validator("log_format")
    @classmethod
    def _format(cls, value: str) -> str:
        if value not in ("text", "json"):
            raise ValueError("must be text or json")
        return value

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{(self.data_dir / 'atiende.db').absolute()}"

    @property
    def blobs(self) -> str:
        return self.blob_url or (self.data_dir / "blobs").absolute().as_uri()

    @property
    def nats_servers(self) -> tuple[str, ...]:
        return _listed_texts(self.nats_url)

    @property
    def url(self) -> str:
        """Without one given: this machine at our port."""
        return self.public_url or f"http://localhost:{self.port}"

    @property
    def mail_address(self) -> tuple[str, int] | None:
        """Where mail comes in, or None."""
        return _address(self.smtp_listen)

    @property
    def metrics_address(self) -> tuple[str, int] | None:
        """Where figures are scraped, or None."""
        return _address(self.metrics_listen)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load_settings` hands over: it reads the environment and the file itself, names included."""
        assert isinstance(init_settings, InitSettingsSource)
        return (init_settings,)


def _address(listen: str) -> tuple[str, int] | None:
    host, _, port = listen.rpartition(":")
    return None if listen == "off" else (host.strip("[]"), int(port))


def load_settings(environ: Mapping[str, str], directory: Path) -> Settings:
    """From the environment over the file `ATIENDE_CONFIG` names, else `atiende.toml` in `directory` if it is there.

    Raises SettingsError with everything that is wrong.
    """
    named = environ.get(FILE, "")
    path = Path(named) if named else directory / DEFAULT_FILE
    given: dict[str, object] = dict(_file(path)) if named or path.is_file() else {}
    unknown = [f"{path}: {name} is not a setting" for name in given if name not in Settings.model_fields]
    for name, value in environ.items():
        field = name.removeprefix(PREFIX).lower()
        if not name.startswith(PREFIX) or name in NOT_OURS:
            continue
        if field not in Settings.model_fields or name != name.upper():
            unknown.append(f"{name} is not a setting")
        else:
            given[field] = value
    if unknown:
        raise SettingsError(unknown)
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        lines = [f"{PREFIX}{str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors(include_input=False)]
        raise SettingsError(lines) from None


def _file(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError([f"{path}: cannot be read ({error})"]) from None
