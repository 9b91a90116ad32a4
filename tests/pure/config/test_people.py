"""Rules about people who sign in."""

import pytest

from atiende.domain.people import email_problem, normal_email, password_problem


@pytest.mark.parametrize("address", ["ana@example.com", "o'hara+desk@mail.example.es", "josé@correo.example", "a@b"])
def test_addresses_people_have_are_taken(address: str) -> None:
    assert email_problem(normal_email(address)) is None


@pytest.mark.parametrize(
    "address",
    ["", "ana", "@example.com", "ana@", "ana@-example.com", "ana example@x.com", "a@b@c",
     "ana@exa..mple.com", "a\n@b.com",
     "ana@example.com\n", "x" * 65 + "@example.com", "ana@" + "x" * 260],
)  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    assert email_problem(address) is not None


def test_case_and_spaces_do_not_make_another_address() -> None:
    assert normal_email("  Ana@Example.COM ") == "ana@example.com"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password_short"), ("x" * 201, "password_long"), ("aaaaaaaaaaaa", "password_common"),
        ("Password123", "password_common"), ("ana@example.com", "password_common"),
        ("un caballo correcto", None), ("Tr4nv1a-lenta", None), ("ñandú ñandú ñandú", None),
    ],
)  # fmt: skip
def test_length_counts_and_what_is_tried_first_does_not(password: str, code: str | None) -> None:
    assert password_problem(password, "ana@example.com") == code
