"""Fails when the catalogues of two languages differ: in files, in keys, in placeholders, in plural forms, or by a text
that is empty or was left out."""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

CATALOGUES = Path(__file__).resolve().parents[1] / "src" / "atiende" / "locales"
LANGUAGES = ("en", "es")
# Plural categories each language must have where a key is counted (Unicode CLDR; es "many" is for millions).
PLURALS = {"en": {"one", "other"}, "es": {"one", "other"}}
PLURAL = re.compile(r"_(zero|one|two|few|many|other)$")
PLACEHOLDER = re.compile(r"\{+\s*([\w.]+)")

Texts = dict[str, str]


def flatten(node: object, where: str) -> Texts:
    if isinstance(node, str):
        return {where: node}
    if not isinstance(node, dict):
        raise SystemExit(f"{where}: a text must be a string, not {type(node).__name__}")
    found: Texts = {}
    for key, value in node.items():
        found |= flatten(value, f"{where}.{key}" if where else key)
    return found


def no_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise SystemExit(f"written twice in one catalogue: {', '.join(sorted(twice))}")
    return dict(pairs)


def read(language: str) -> dict[str, Texts]:
    files = sorted((CATALOGUES / language).glob("*.json"))
    return {path.name: flatten(json.loads(path.read_text(), object_pairs_hook=no_twice), "") for path in files}


def by_stem(texts: Texts) -> dict[str, dict[str, str]]:
    """Keys without their plural ending: {stem: {ending or "": text}}."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for key, text in texts.items():
        ending = PLURAL.search(key)
        # Counted only where there is a form for "other": `too_many` is a word, not a form of `too`.
        if ending and PLURAL.sub("_other", key) in texts:
            found[PLURAL.sub("", key)][ending[1]] = text
        else:
            found[key][""] = text
    return found


def placeholders(forms: dict[str, str]) -> set[str]:
    return {name for text in forms.values() for name in PLACEHOLDER.findall(text)}


def problems_in(language: str, file: str, texts: Texts) -> list[str]:
    found = [f"{language}/{file}: {key} is empty" for key, text in texts.items() if not text.strip()]
    for stem, forms in by_stem(texts).items():
        if forms.keys() - {""} and (absent := PLURALS[language] - forms.keys()):
            found.append(f"{language}/{file}: {stem} has no form {', '.join(sorted(absent))}")
    return found


def differences(file: str, first: Texts, second: Texts) -> list[str]:
    one, other = by_stem(first), by_stem(second)
    found = [f"{LANGUAGES[1]}/{file}: {key} is missing" for key in sorted(one.keys() - other.keys())]
    found += [f"{LANGUAGES[0]}/{file}: {key} is missing" for key in sorted(other.keys() - one.keys())]
    for key in sorted(one.keys() & other.keys()):
        if differing := placeholders(one[key]) ^ placeholders(other[key]):
            found.append(f"{file}: {key} has other placeholders in the other language: {', '.join(sorted(differing))}")
    return found


def main() -> int:
    first, second = (read(language) for language in LANGUAGES)
    found = [f"{file} exists in one language only" for file in sorted(first.keys() ^ second.keys())]
    for language, catalogue in zip(LANGUAGES, (first, second), strict=True):
        for file, texts in catalogue.items():
            found += problems_in(language, file, texts)
    for file in sorted(first.keys() & second.keys()):
        found += differences(file, first[file], second[file])
    print("\n".join(found))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
