"""Articles from files: published at once, each as a document with its history; missing collections are made."""

from collections.abc import Mapping, Sequence

import msgspec

from atiende.actions.configuration import Ref, publish
from atiende.actions.import_lines import Became, left, wrong
from atiende.actions.published import Published
from atiende.domain import document_rules as rules
from atiende.domain import documents as docs
from atiende.domain import facts as f
from atiende.domain.check import Json, Unfit
from atiende.domain.desk import ImportLine, ImportRun
from atiende.domain.knowledge_documents import Collection
from atiende.language.article_files import slug_of
from atiende.ports.desk import Desk
from atiende.ports.store import Change

KIND = "article"
TEXTS = ("title_es", "title_en", "summary_es", "summary_en", "body_es", "body_en")


class Articles:
    """See `import_lines.Taker`. What was a draft where it comes from is left out."""

    def __init__(self, desk: Desk, change: Change, run: ImportRun) -> None:
        self._change, self._run = change, run
        self._known = Published(desk, change)

    def keys(self, values: Mapping[str, str]) -> Sequence[str]:
        return [slug_of(values.get("slug", ""))]

    def take(self, values: Mapping[str, str]) -> Became:
        slug = slug_of(values.get("slug") or values.get("title_es") or values.get("title_en", ""))
        if not slug:
            return wrong("required")
        if values.get("status") == "draft":
            return left("draft", slug)
        there = self._change.get(docs.Document, KIND, slug)
        present = there is not None and not there.retired
        if present and self._run.existing == "skip":
            return left("exists", slug)
        try:
            record = rules.fit(KIND, slug, self._body(values, there), self._known)
        except Unfit as unfit:
            return wrong(unfit.problems[0].code, unfit.problems[0].field)
        if there is not None and present and docs.write(record) == there.body:
            return left("same", slug)
        made = publish(self._change, self._run.by, Ref(KIND, slug), record)
        if there is None or not present:
            return Became(outcome="created", subject=slug, after=str(made.version))
        return Became(outcome="changed", subject=slug, before=there.body, after=str(made.version))

    def _body(self, values: Mapping[str, str], there: docs.Document | None) -> Json:
        """The line over what is there, so that a language left out changes nothing."""
        body: dict[str, Json] = msgspec.json.decode(there.body) if there is not None else {}
        for field in TEXTS:
            if values.get(field):
                body[field] = values[field]
        body["name"] = str(body.get("title_es") or body.get("title_en") or values.get("slug", ""))[:120]
        if values.get("collection"):
            body["collection"] = self._collection(values["collection"])
        if values.get("keywords"):
            body["keywords"] = [one.strip()[:120] for one in values["keywords"].split(",") if one.strip()]
        if self._run.brand and "brands" not in body:
            body["brands"] = [self._run.brand]
        return body

    def _collection(self, name: str) -> str:
        """The one of this name or slug; made where there is none."""
        slug = slug_of(name) or "articulos"
        if self._known.body("collection", slug) is None:
            brands = [self._run.brand] if self._run.brand else []
            made = Collection(name=name[:120], name_es=name[:120], brands=brands)
            publish(self._change, self._run.by, Ref("collection", slug), made)
        return slug

    def take_back(self, line: ImportLine) -> bool:
        there = self._change.get(docs.Document, KIND, line.subject)
        if there is None or there.retired or str(there.version) != line.after:
            return False
        if line.outcome == "created":
            fact = f.DocumentRetired(kind=KIND, slug=line.subject, version=there.version)
            self._change.record(fact, actor=self._run.by)
        else:
            publish(self._change, self._run.by, Ref(KIND, line.subject), docs.read(KIND, line.before))
        return True
