"""Every problem, field and kind has a text in both languages, and the same ones."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

import atiende
from atiende.api.admin_schemas import schemas
from atiende.domain import documents as docs

SOURCES = Path(atiende.__file__).parent


def flat(node: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in node.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def catalogue(language: str) -> dict[str, str]:
    return dict(flat(json.loads((SOURCES / "locales" / language / "config.json").read_text(encoding="utf-8"))))


def test_both_languages_have_the_same_texts_with_the_same_parameters() -> None:
    english, spanish = catalogue("en"), catalogue("es")
    assert english.keys() == spanish.keys()
    for key, text in english.items():
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", spanish[key])), key
        assert text.strip() and spanish[key].strip()


def channel_codes() -> set[str]:
    """Codes that channels answer to a check of settings, as far as they can be read off their sources."""
    found: set[str] = set()
    for path in (SOURCES / "channels").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if path.name == "settings.py":
            found |= set(re.findall(r'else "([a-z_]+)"', source))
        found |= set(re.findall(r'(?:problems|found)\.append\(\("\w+", "([a-z_]+)"\)\)', source))
    return found


def own_codes() -> set[str]:
    found: set[str] = set()
    names = ("check", "document_rules", "desk_rules", "people", "destinations")
    for path in [*(SOURCES / "domain" / f"{name}.py" for name in names), *(SOURCES / "actions").glob("*.py")]:
        source = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'found\.add\([^"\n]*(?:"[^"]*", |, )"([a-z_]+)"', source))
        found |= set(re.findall(r'Problem\((?:f?"[^"]*"|[\w.]+), "([a-z_]+)"', source))
        found |= set(re.findall(r'return "((?:url|password|bad|email)_[a-z_]+)"', source))
        found |= set(re.findall(r'extra=\{"code": "([a-z_]+)"', source))
    return found


def test_every_code_of_a_problem_has_a_text() -> None:
    codes = own_codes() | channel_codes()
    assert {"required", "url_private", "overlaps", "password_short", "in_use", "not_an_origin"} <= codes
    texts = catalogue("en")
    assert {code for code in codes if f"problem.{code}" not in texts} == set()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_field_of_every_form_has_a_title(language: str) -> None:
    for kind, schema in schemas(language).items():
        assert schema["title"] != kind and schema["description"]
        definitions = schema["$defs"]
        assert isinstance(definitions, dict)
        for definition in definitions.values():
            untitled = [name for name, field in definition["properties"].items() if field["title"] == name]
            assert untitled == [], (kind, untitled)


def test_forms_can_tell_what_refers_to_what() -> None:
    queue = schemas("es")["queue"]["$defs"]["Queue"]["properties"]  # type: ignore[index]
    assert queue["brand"]["x-reference"] == "brand"
    assert queue["teams"]["items"]["x-reference"] == "team"
    assert queue["offer_seconds"]["x-unit"] == "s"


@pytest.mark.parametrize("kind", docs.KINDS)
def test_a_schema_is_of_its_kind_and_strict(kind: str) -> None:
    schema = msgspec.json.decode(msgspec.json.encode(docs.schema(kind)), type=dict[str, object])
    root = schema["$defs"][str(schema["$ref"]).rpartition("/")[2]]  # type: ignore[index]
    assert root["additionalProperties"] is False and "name" in root["required"]
