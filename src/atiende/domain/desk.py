"""What belongs to the people at their desks: saved views, pins, imports they made, and who looked at whom."""

from typing import ClassVar

from atiende.domain.row import Content, Work


class SavedView(Content, frozen=True, kw_only=True):
    """A list with a name: `filters` by field, as the list's own query.

    `shared`: "" (owner only), team:<slug> or all.
    """

    TABLE: ClassVar[str] = "saved_views"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("owner",), ("shared",))
    id: str
    owner: str
    name: str
    shared: str
    filters: dict[str, str]
    sort: str
    at: int


class Pin(Content, frozen=True, kw_only=True):
    """A conversation an agent keeps at the top of his lists."""

    TABLE: ClassVar[str] = "pins"
    KEY: ClassVar[tuple[str, ...]] = ("agent", "conversation")
    agent: str
    conversation: str
    at: int


class Access(Content, frozen=True, kw_only=True):
    """Who looked at a customer's record, coalesced per viewer, customer and ten minutes (`window` is their start, ms).

    `viewer` is `agent:usr_…` or `key:…`; `how`: screen, api, search or export; `views` counts.
    """

    TABLE: ClassVar[str] = "accesses"
    KEY: ClassVar[tuple[str, ...]] = ("customer", "window", "viewer", "how")
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("viewer", "window"), ("window",))
    customer: str
    window: int
    viewer: str
    how: str
    first_at: int
    last_at: int
    views: int
    conversation: str = ""


class ImportRun(Work, frozen=True, kw_only=True):
    """One file read in. `state`: previewed, running, done, undone or failed; `mapping` is column → field."""

    TABLE: ClassVar[str] = "import_runs"
    id: str
    what: str
    brand: str
    by: str
    at: int
    state: str
    blob: str
    mapping: dict[str, str]
    created: int = 0
    changed: int = 0
    skipped: int = 0


class ImportLine(Content, frozen=True, kw_only=True):
    """What became of one line: `made` and `before` say what to take back; `problem` is a code."""

    TABLE: ClassVar[str] = "import_lines"
    KEY: ClassVar[tuple[str, ...]] = ("run", "line")
    run: str
    line: int
    outcome: str
    subject: str = ""
    problem: str = ""
    before: str = ""
    after: str = ""
