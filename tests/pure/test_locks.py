"""The locks name what is installed and its hashes, never where it comes from; and every licence is one we may use."""

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON_LOCKS = ("requirements.txt", "requirements-dev.txt")
NODE_LOCKS = sorted(path for path in (ROOT / "web").glob("**/package-lock.json") if "node_modules" not in path.parts)

ALLOWED = re.compile(
    r"\b(MIT|MIT-0|BSD|0BSD|BSD-[123]-Clause|Apache(?:-2\.0| 2\.0)?|ISC|PSF|PSF-2\.0|Python-2\.0|Zlib|CC0-1\.0"
    r"|Unlicense|BlueOak-1\.0\.0|MPL-2\.0|Mozilla Public License 2\.0|CC-BY-4\.0|W3C-20150513)(?![\w-])"
)
FORBIDDEN = re.compile(
    r"\b(A?GPL|LGPL|SSPL|BUSL|Elastic|Commons Clause|CC-BY-NC|Proprietary|UNLICENSED)\b", re.IGNORECASE
)
NAMED_EXCEPTIONS = {
    "apsw": "states 'any-OSI': the user may choose any licence approved by the OSI; we choose MIT",
    "aiofastnet": "says nothing in its metadata; the licence file it brings is the MIT licence",
    "picows": "says nothing in its metadata; the licence file it brings is the MIT licence",
}


def source_named_in(lock: str) -> list[str]:
    """Lines of a Python lock that say where to download from."""
    hints = ("://", "--index-url", "--extra-index-url", "--find-links", "--trusted-host", " @ ")
    return [line for line in lock.splitlines() if any(hint in line for hint in hints) and not line.startswith("    #")]


def sources_named_in(node: object, key: str = "") -> Iterator[str]:
    """Places of a Node lock that say where to download from; who asks for donations is no source."""
    if key == "resolved":
        yield f"resolved: {node}"
    elif isinstance(node, dict):
        for name, value in node.items():
            if name != "funding":
                yield from sources_named_in(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from sources_named_in(value, key)
    elif isinstance(node, str) and "://" in node:
        yield f"{key}: {node}"


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_a_python_lock_names_no_index_and_hashes_everything(name: str) -> None:
    lock = (ROOT / name).read_text()
    assert source_named_in(lock) == []
    requirements = re.split(r"\n(?=[a-zA-Z0-9])", lock.strip())
    assert len(requirements) > 30
    assert [entry.split()[0] for entry in requirements if "--hash=sha256:" not in entry] == []


def test_the_two_python_locks_agree() -> None:
    pins = [set(re.findall(r"^[\w.-]+==[^ ;]+", (ROOT / name).read_text(), re.MULTILINE)) for name in PYTHON_LOCKS]
    assert pins[0] <= pins[1]


def test_every_pin_is_in_the_lock() -> None:
    lock = (ROOT / "requirements-dev.txt").read_text()
    for name in ("requirements.in", "requirements-build.in", "requirements-dev.in"):
        for pin in re.findall(r"^[\w.-]+==\S+", (ROOT / name).read_text(), re.MULTILINE):
            assert re.search(rf"^{re.escape(pin)}( |$)", lock, re.MULTILINE), f"{name}: {pin}: run tools/lock.sh"


@pytest.mark.parametrize("path", NODE_LOCKS, ids=lambda path: path.parent.name)
def test_a_node_lock_names_no_registry_and_hashes_everything(path: Path) -> None:
    lock = json.loads(path.read_text())
    assert list(sources_named_in(lock)) == []
    packages = {name: entry for name, entry in lock["packages"].items() if name and not entry.get("link")}
    assert [name for name, entry in packages.items() if "integrity" not in entry and not entry.get("inBundle")] == []


def test_a_source_in_a_lock_would_be_found() -> None:
    assert source_named_in("--index-url https://index.example\nrich==1 \\\n    --hash=sha256:00") != []
    assert source_named_in("rich @ file:///tmp/rich.whl") != []
    assert list(sources_named_in({"packages": {"a": {"resolved": "x"}}})) == ["resolved: x"]
    assert list(sources_named_in({"packages": {"a": {"version": "https://host.example/a.tgz"}}})) != []


def licence_of(distribution: Distribution) -> str:
    """The licence expression, else the classifiers, else the first line of the old free field."""
    metadata = distribution.metadata
    classifiers = [line for line in metadata.get_all("Classifier", []) if line.startswith("License ::")]
    free = (metadata.get("License") or "").strip().partition("\n")[0]
    return metadata.get("License-Expression") or "; ".join([*classifiers, free]).strip("; ")


def may_use(licence: str) -> bool:
    return bool(ALLOWED.search(licence)) and not FORBIDDEN.search(licence)


def test_every_installed_python_package_has_a_licence_we_may_use() -> None:
    refused = {
        name: licence_of(found)
        for found in distributions()
        if (name := found.metadata["Name"].lower()) not in NAMED_EXCEPTIONS and not may_use(licence_of(found))
    }
    assert refused == {}


FONTS = {"node_modules/@fontsource-variable/inter": "OFL-1.1"}
"""Typefaces, no programs: the Open Font License lets them be embedded and served (decision 0009)."""


@pytest.mark.parametrize("path", NODE_LOCKS, ids=lambda path: path.parent.name)
def test_every_node_package_has_a_licence_we_may_use(path: Path) -> None:
    packages = json.loads(path.read_text())["packages"]
    licences = {name: str(entry.get("license", "")) for name, entry in packages.items() if not entry.get("link")}
    refused = {name: licence for name, licence in licences.items() if not may_use(licence)}
    assert {name: licence for name, licence in refused.items() if FONTS.get(name) != licence} == {}


@pytest.mark.parametrize(
    ("licence", "usable"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-2-Clause", True),
        ("License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)", True),
        ("GPL-3.0-only", False),
        ("License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3); LGPL", False),
        ("MIT AND AGPL-3.0", False),
        ("", False),
    ],
)
def test_licences_are_told_apart(licence: str, usable: bool) -> None:
    assert may_use(licence) is usable
