"""The permission table: what reaches how far, and that people can read it."""

import itertools
import json
from pathlib import Path

import pytest

import atiende.locales
from atiende.domain import permissions
from atiende.domain.permissions import PERMISSIONS, ROLES, SCOPES, allows, exceeds, problems, scope_of

LOCALES = Path(atiende.locales.__file__).parent


def _flat(node: object, where: str) -> dict[str, str]:
    if isinstance(node, str):
        return {where: node}
    assert isinstance(node, dict)
    found: dict[str, str] = {}
    for key, value in node.items():
        found |= _flat(value, f"{where}.{key}" if where else key)
    return found


@pytest.mark.parametrize(("has", "needed"), list(itertools.product(SCOPES, SCOPES)))
def test_a_scope_reaches_itself_and_whatever_is_narrower(has: str, needed: str) -> None:
    order = {"own": 0, "team": 1, "brand": 2, "all": 3}
    assert allows({"conversation.read": has}, "conversation.read", needed) == (order[has] >= order[needed])


def test_what_is_not_granted_is_not_allowed() -> None:
    assert not allows({"conversation.read": "all"}, "conversation.reply", "own")
    assert scope_of({}, "conversation.read") is None
    assert scope_of({"report.read": "team"}, "report.read") == "team"


def test_a_scope_nobody_knows_grants_nothing() -> None:
    assert not allows({"conversation.read": "everything"}, "conversation.read", "own")


def test_a_misspelt_permission_in_the_code_is_an_error_not_a_refusal() -> None:
    with pytest.raises(KeyError):
        allows(ROLES["admin"], "conversation.raed", "own")
    with pytest.raises(KeyError):
        allows(ROLES["admin"], "conversation.read", "world")


def test_the_administrator_may_do_everything_everywhere() -> None:
    assert all(allows(ROLES["admin"], permission, "all") for permission in PERMISSIONS)


@pytest.mark.parametrize(("less", "more"), [("agent", "lead"), ("lead", "supervisor"), ("supervisor", "admin")])
def test_each_step_up_keeps_what_the_step_below_could(less: str, more: str) -> None:
    assert exceeds(ROLES[less], ROLES[more]) == []
    assert exceeds(ROLES[more], ROLES[less])


@pytest.mark.parametrize("role", ["quality", "analyst", "auditor"])
def test_those_who_only_look_change_nothing(role: str) -> None:
    looking = ("read", "listen", "monitor", "export", "sql")
    assert {permission.split(".")[1] for permission in ROLES[role]} <= set(looking)


def test_only_the_administrator_changes_rules_users_and_keys() -> None:
    strong = ("config.edit", "config.publish", "user.manage", "api.manage", "customer.erase", "recording.delete")
    for role, granted in ROLES.items():
        assert role == "admin" or not set(strong) & set(granted), role


def test_the_built_in_roles_have_no_problems_and_a_broken_one_has_all_of_its() -> None:
    assert [problems(granted) for granted in ROLES.values()] == [[]] * 7
    broken = {"conversation.read": "world", "coffee.make": "all", "report.read": "own"}
    assert problems(broken) == [("coffee.make", "unknown_permission"), ("conversation.read", "unknown_scope")]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_permission_scope_and_role_has_a_text(language: str) -> None:
    texts = _flat(json.loads((LOCALES / language / "permissions.json").read_text(encoding="utf-8")), "")
    keys = [f"permission.{p}" for p in PERMISSIONS] + [f"scope.{s}" for s in SCOPES] + [f"role.{r}" for r in ROLES]
    assert sorted(texts) == sorted(keys)
    assert all(text.strip() for text in texts.values())


def test_names_are_noun_dot_verb_and_appear_once() -> None:
    assert len(set(permissions.PERMISSIONS)) == len(permissions.PERMISSIONS)
    assert all(len(name.split(".")) == 2 and name.islower() for name in permissions.PERMISSIONS)
