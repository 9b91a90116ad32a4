"""What an explanation says to people: the names of things, never their slugs."""

from atiende.api import why
from atiende.routing.explain import Explanation

SKILLS = {"devices": "Equipos y terminales"}


def waiting(**excluded: int) -> Explanation:
    counted = {reason.replace("__", ":"): count for reason, count in excluded.items()}
    return Explanation(interaction="int_1", status="waiting", position=1, configuration=1, waiting=1, excluded=counted)


def test_a_missing_skill_is_told_by_its_name() -> None:
    said = why.of_explanation("es", waiting(skill_missing__devices=2), SKILLS)
    assert "2 × sin la competencia (Equipos y terminales)" in said
    assert "devices" not in said


def test_a_skill_nobody_can_name_any_more_is_told_by_its_slug() -> None:
    assert "(gone)" in why.of_explanation("es", waiting(skill_missing__gone=1), SKILLS)
