"""Configuration documents in force and every version that was; and facts of the outside that change no table."""

from msgspec.structs import replace

from atiende.domain import facts as f
from atiende.domain.documents import Document, DocumentVersion
from atiende.store.projections.rows import Rows, log_only, need, on


@on(f.DocumentPublished)
def published(rows: Rows, logged: f.Logged, fact: f.DocumentPublished) -> None:
    rows.put(Document(kind=fact.kind, slug=fact.slug, version=fact.version, body=fact.body, published_at=logged.at))
    rows.put(
        DocumentVersion(
            kind=fact.kind,
            slug=fact.slug,
            version=fact.version,
            body=fact.body,
            at=logged.at,
            actor=logged.actor,
            rolled_back_from=fact.rolled_back_from,
        )
    )


@on(f.DocumentRetired)
def retired(rows: Rows, logged: f.Logged, fact: f.DocumentRetired) -> None:
    row = need(rows.get(Document, fact.kind, fact.slug), fact)
    rows.put(replace(row, retired=True, version=fact.version))


log_only(
    f.TenantCreated,
    f.DocumentDrafted,
    f.DraftDiscarded,
    f.SecretChanged,
    f.ExportMade,
    f.ImportMade,
    f.ImportUndone,
    f.ViewedAs,
    f.IngressSetAside,
    f.IngressQuarantined,
    f.MailboxConnected,
    f.MailboxFailed,
)
