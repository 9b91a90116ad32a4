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


class TextUse(Content, frozen=True, kw_only=True):
    """How often somebody used a quick reply or macro (`kind`, `slug`), and when last: what he uses most comes first."""

    TABLE: ClassVar[str] = "text_uses"
    KEY: ClassVar[tuple[str, ...]] = ("agent", "kind", "slug")
    agent: str
    kind: str
    slug: str
    count: int
    at: int


class Access(Content, frozen=True, kw_only=True):
    """Who looked at a customer's record, coalesced per viewer, customer and ten minutes (`window` is their start, ms).

    `viewer` is `agent:usr_…` or `key:…`; `how`: screen, api, search, export, listen or download;
    `views` counts.
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
    """One file read in. `mapping` is column (its place) → field; `existing`: skip or update what is there already.

    `state`: read → checking → checked → running → done → undoing → undone; `line` is how far the present one is.
    The counts are those of the last check until it runs, then what it made; `problems` could not be taken.
    """

    TABLE: ClassVar[str] = "import_runs"
    id: str
    what: str
    brand: str
    by: str
    at: int
    state: str
    blob: str
    mapping: dict[str, str]
    file: str = ""
    encoding: str = ""
    separator: str = ""
    head: tuple[str, ...] = ()
    existing: str = "skip"
    lines: int = 0
    line: int = 0
    created: int = 0
    changed: int = 0
    skipped: int = 0
    problems: int = 0
    removed: int = 0
    kept: int = 0


class ImportLine(Content, frozen=True, kw_only=True):
    """What became of one line: created, changed, skipped or problem; `problem` is a code, `value` what it is about.

    `before` and `after` are what was on file, as JSON: what to take back, and how to know that nobody touched it.
    """

    TABLE: ClassVar[str] = "import_lines"
    KEY: ClassVar[tuple[str, ...]] = ("run", "line")
    run: str
    line: int
    outcome: str
    subject: str = ""
    problem: str = ""
    value: str = ""
    before: str = ""
    after: str = ""
