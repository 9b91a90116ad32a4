"""`atiende flows check` and `atiende flows test`: what they say of files, and how they end."""

from pathlib import Path

import pytest

from atiende.bench.flow_files import Asked, check, run_tests

GOOD = """
name: Main
languages: [es]
start: menu
person: person
nodes:
  menu:
    type: menu
    text: {es: ¿Qué desea?}
    options:
      - {label: {es: Facturas}, goto: end}
      - {label: {es: Una persona}, goto: person}
  person: {type: queue, queue: sales}
  end: {type: end, text: {es: Hasta luego}}
tests:
  - name: Facturas
    turns:
      - {hear: facturas, say: [Hasta luego]}
    outcome: resolved
"""


def written(folder: Path, text: str) -> Asked:
    path = folder / "main.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Asked(path=path, language="es")


async def test_a_sound_file_passes_and_its_test_names_what_it_never_goes_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = written(tmp_path, GOOD)
    assert (await check(asked, None), await run_tests(asked, None)) == (0, 0)
    said = capsys.readouterr().out
    assert "main: 3 nodes, 0 errors, 0 warnings." in said
    assert "main: 0 of 1 tests failed, 2 of 3 nodes; never gone through: person." in said


async def test_an_error_and_a_failing_test_are_said_in_words_and_end_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = GOOD.replace("      - {label: {es: Una persona}, goto: person}\n", "").replace("Hasta luego}}", "Adiós}}")
    asked = written(tmp_path, without)
    assert (await check(asked, None), await run_tests(asked, None)) == (1, 1)
    said = capsys.readouterr().out
    assert "main: error: menu options: El menú principal no ofrece hablar con una persona" in said
    assert "1. No se ha dicho «Hasta luego». Se ha dicho: Adiós" in said


@pytest.mark.parametrize(("text", "code"), [("name: [", 2), ("name: Main", 1)])
async def test_what_is_no_flow_is_told(tmp_path: Path, text: str, code: int) -> None:
    assert await check(written(tmp_path, text), None) == code


async def test_beside_an_export_its_references_are_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = written(tmp_path / "flow", GOOD)
    assert await check(asked, None) == 1
    assert "main: error: person queue: No existe «sales» (queue)." in capsys.readouterr().out
