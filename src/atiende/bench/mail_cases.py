"""Collections of mail with expectations (`DIR/<set>/...`, each set in its own format) as cases for `mail_score`."""

import hashlib
import html
import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from atiende.bench.mail_score import Case


def load_cases(folder: Path) -> list[Case]:
    """Every mail of the collection that something is expected of, and the genuine ones of which only acceptance is."""
    loaders = (_stalwart, _chatwoot, _discourse, _zapier, _talon, _sisimai)
    return [case for load in loaders for case in load(folder)] + list(_others(folder))


def _label(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def _json(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    loaded = json.loads(path.read_text(encoding="utf-8"))
    return loaded if isinstance(loaded, dict) else {}


def _as_dict(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _stalwart(folder: Path) -> Iterator[Case]:
    """A parse tree beside each mail: subject and sender of the root, parts of text_body, names of attachments."""
    for path in sorted((folder / "stalwart-mail-parser").rglob("*.eml")):
        tree = _json(path.with_suffix(".json"))
        parts = [_as_dict(part) for part in _as_list(tree.get("parts"))]
        if not parts:
            continue
        yield Case(
            file=_label(folder, path),
            raw=path.read_bytes(),
            figure="fidelity",
            subject=str(_as_dict(_tree_header(parts[0], "subject")).get("Text") or ""),
            sender=_tree_sender(parts[0]),
            body="\n".join(_tree_text(parts[index]) for index in _indices(tree, "text_body", len(parts))),
            files=tuple(_tree_name(parts[index]) for index in _indices(tree, "attachments", len(parts))),
        )


def _indices(tree: dict[str, object], key: str, size: int) -> list[int]:
    return [index for index in _as_list(tree.get(key)) if isinstance(index, int) and index < size]


def _tree_header(part: dict[str, object], name: str) -> object:
    """The last of that name, which is the one such a parser answers with."""
    found: object = None
    for header in _as_list(part.get("headers")):
        if _as_dict(header).get("name") == name:
            found = _as_dict(header).get("value")
    return found


def _tree_sender(part: dict[str, object]) -> tuple[str, str]:
    address = _as_dict(_as_dict(_tree_header(part, "from")).get("Address"))
    listed = [_as_dict(one) for one in _as_list(address.get("List"))]
    for group in _as_list(address.get("Group")):
        listed += [_as_dict(one) for one in _as_list(_as_dict(group).get("addresses"))]
    first = listed[0] if listed else {}
    return str(first.get("name") or ""), str(first.get("address") or "")


def _tree_text(part: dict[str, object]) -> str:
    body = _as_dict(part.get("body"))
    if "Html" in body:
        return strip_tags(str(body["Html"]))
    return str(body.get("Text") or "")


def strip_tags(source: str) -> str:
    """A plain reading of HTML, the judge's own."""
    text = re.sub(r"(?is)<(script|style|title|head)\b.*?</\1\s*>", "", source)
    text = re.sub(r"(?s)<!--.*?-->", "", text)
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _tree_name(part: dict[str, object]) -> str | None:
    for header, attribute in (("content_disposition", "filename"), ("content_type", "name")):
        fields = _as_dict(_as_dict(_tree_header(part, header)).get("ContentType"))
        for one in _as_list(fields.get("attributes")):
            if _as_dict(one).get("name") == attribute and _as_dict(one).get("value"):
                return str(_as_dict(one)["value"])
    return None


def _chatwoot(folder: Path) -> Iterator[Case]:
    base = folder / "chatwoot"
    for name, given in _json(base / "EXPECT.json").items():
        path, expected = base / name, _as_dict(given)
        if not path.is_file():
            continue
        label, raw = _label(folder, path), path.read_bytes()
        if expected.get("auto_reply") or expected.get("bounce"):
            wanted = ("auto_reply",) if expected.get("auto_reply") else ("bounce",)
            yield Case(file=label, raw=raw, figure="automatic", automatic=wanted)
            continue
        count = expected.get("attachments")
        yield Case(
            file=label,
            raw=raw,
            figure="fidelity",
            subject=_optional(expected, "subject"),
            sender=_expected_sender(expected),
            body_contains=_optional(expected, "text"),
            file_count=count if isinstance(count, int) else None,
            genuine=True,
        )


def _optional(expected: dict[str, object], key: str) -> str | None:
    value = expected.get(key)
    return value if isinstance(value, str) else None


def _expected_sender(expected: dict[str, object]) -> tuple[str, str] | None:
    name, address = _optional(expected, "from_name"), _optional(expected, "from")
    return (name or "", address) if address is not None and name is not None else None


def as_mail(text: str, kind: str = "plain") -> bytes:
    """A reply given as mere text, put into a mail as a client would."""
    token = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:20]
    people = "From: Ann <ann@example.com>\nTo: desk@example.com\n"
    head = f"{people}Subject: Re: a matter\nMessage-ID: <{token}@example.com>\n"
    return f"{head}MIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8\n\n{text}".encode("utf-8", "replace")


def _discourse(folder: Path) -> Iterator[Case]:
    base = folder / "discourse-trimmer"
    for path in sorted((base / "emails").glob("*.txt")):
        trimmed = base / "trimmed" / path.name
        if trimmed.is_file():
            text = path.read_text(encoding="utf-8")
            wanted = trimmed.read_text(encoding="utf-8")
            yield Case(file=_label(folder, path), raw=as_mail(text), figure="visible", visible=wanted, genuine=True)


def _zapier(folder: Path) -> Iterator[Case]:
    base = folder / "zapier-reply"
    for name, given in _json(base / "EXPECT.json").items():
        path, expected = base / f"{name}.txt", _as_dict(given)
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        whole = expected.get("fragments") == 1
        yield Case(
            file=_label(folder, path),
            raw=as_mail(text),
            figure="visible",
            visible=text if whole else _optional(expected, "reply_equals") or _optional(expected, "reply"),
            contains=(*_texts(expected, "reply_contains"), *_answers(text, expected)),
            lacks=_texts(expected, "reply_not_contains"),
            starts=_optional(expected, "reply_starts"),
            genuine=True,
        )


def _texts(expected: dict[str, object], key: str) -> tuple[str, ...]:
    value = expected.get(key)
    return (value,) if isinstance(value, str) else tuple(str(one) for one in _as_list(value))


def _answers(text: str, expected: dict[str, object]) -> tuple[str, ...]:
    """Answers written between quotations are the paragraphs without a quote sign that stand above the signature."""
    if expected.get("note") != "inline replies":
        return ()
    above = re.split(r"(?m)^--\s*$", text)[0]
    blocks = [block for block in re.split(r"\n\s*\n", above) if not re.search(r"(?m)^>|wrote:", block)]
    return tuple(block.strip() for block in blocks if block.strip())


def _talon(folder: Path) -> Iterator[Case]:
    base = folder / "talon"
    for pattern, given in _json(base / "EXPECT.json").items():
        expected = _optional(_as_dict(given), "after_stripping_quotes_text_without_whitespace_equals")
        for path in sorted(base.rglob("*.html")):
            if expected is not None and fnmatch(path.relative_to(base).as_posix(), pattern):
                raw = as_mail(path.read_text(encoding="utf-8", errors="replace"), "html")
                yield Case(file=_label(folder, path), raw=raw, figure="visible", visible=expected, genuine=True)
    for path in sorted((base / "standard_replies").glob("*.eml")):
        beside = path.with_name(f"{path.stem}_reply_text")
        wanted = beside.read_text(encoding="utf-8") if beside.is_file() else "Hello"
        yield Case(file=_label(folder, path), raw=path.read_bytes(), figure="visible", visible=wanted, genuine=True)


def _sisimai(folder: Path) -> Iterator[Case]:
    base = folder / "sisimai-bounce"
    for path in sorted(base.rglob("*.eml")):
        label, raw = _label(folder, path), path.read_bytes()
        if path.parent.name == "not":
            yield Case(file=label, raw=raw, figure="genuine", genuine=True)
        elif path.name.startswith("rfc3834"):
            yield Case(file=label, raw=raw, figure="automatic", automatic=("auto_reply",))
        elif path.name.startswith("arf"):
            yield Case(file=label, raw=raw, figure="automatic", automatic=("abuse_report",))
        else:
            yield Case(file=label, raw=raw, figure="automatic", automatic=("bounce",))
    for path in sorted((base / "mailbox").glob("*")):
        yield from _mailbox(_label(folder, path), path.read_bytes())


def _mailbox(label: str, data: bytes) -> Iterator[Case]:
    """A box of bounces; a report that a person forwarded with their own words is that person's letter."""
    for index, raw in enumerate(re.split(rb"(?m)^(?=From )", data)):
        forwarded = re.search(rb"(?im)^subject:\s*(?:fwd?|re)\s*:", raw[:4000])
        if raw.strip() and not forwarded:
            yield Case(file=f"{label}#{index}", raw=raw, figure="automatic", automatic=("bounce",))


_NOT_MAIL = (".json", ".png", ".au", ".ras", ".pgm", ".aiff", ".html", ".md", ".gif", ".jpg", ".pdf")
_AUTOMATIC_NAME = re.compile(r"bounce|complaint|report|disposition|auto_?reply|delivery", re.IGNORECASE)
_AUTOMATIC_HEAD = re.compile(
    rb"(?im)^(?:auto-submitted:(?! *no)|content-type: *multipart/report|from:.*(?:mailer-daemon|postmaster)|"
    rb"return-path: *<>|subject:.*banned)"
)


def _others(folder: Path) -> Iterator[Case]:
    """Sets without expectations: what is no report by name or head must be accepted."""
    for folder_name, kind in (("bounce", "bounce"), ("complaints", "abuse_report")):
        for path in sorted((folder / "flanker" / "messages" / folder_name).glob("*.eml")):
            yield Case(file=_label(folder, path), raw=path.read_bytes(), figure="automatic", automatic=(kind,))
    for name in ("mikel-mail", "cpython", "spamscope", "libredesk", "chatwoot", "flanker/messages"):
        for path in sorted((folder / name).rglob("*")):
            if not path.is_file() or path.suffix in _NOT_MAIL or path.name == "EXPECT.json":
                continue
            raw = path.read_bytes()
            if not _AUTOMATIC_NAME.search(path.as_posix()[len(folder.as_posix()) :]) and not _AUTOMATIC_HEAD.search(
                raw[:8000]
            ):
                yield Case(file=_label(folder, path), raw=raw, figure="genuine", genuine=True)
