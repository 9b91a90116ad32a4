"""Settings: the environment over one file, and a misspelt name is an error."""

from pathlib import Path

import pytest

from atiende.settings import Settings, SettingsError, load_settings


def test_nothing_set_is_enough_to_start(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)
    assert (settings.host, settings.port, settings.url) == ("127.0.0.1", 8000, "http://localhost:8000")
    assert settings.database.startswith("sqlite:///") and settings.database.endswith("/data/atiende.db")


def test_the_environment_goes_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "atiende.toml").write_text('port = 9000\nhost = "0.0.0.0"\n')
    settings = load_settings({"ATIENDE_PORT": "9001"}, tmp_path)
    assert (settings.host, settings.port) == ("0.0.0.0", 9001)


def test_another_file_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("port = 7\n")
    assert load_settings({"ATIENDE_CONFIG": str(tmp_path / "mine.toml")}, tmp_path).port == 7
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings({"ATIENDE_CONFIG": str(tmp_path / "gone.toml")}, tmp_path)


def test_a_misspelt_name_is_an_error_in_both_places_and_all_are_told(tmp_path: Path) -> None:
    (tmp_path / "atiende.toml").write_text("prot = 9000\n")
    with pytest.raises(SettingsError) as caught:
        load_settings({"ATIENDE_HOTS": "x", "ATIENDE_host": "y", "OTHER": "z"}, tmp_path)
    assert len(caught.value.lines) == 3


def test_names_of_others_with_our_prefix_are_left_alone(tmp_path: Path) -> None:
    load_settings({"ATIENDE_TEST_DATA": "/somewhere", "PATH": "/bin"}, tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "seventy"), ("PORT", "70000"), ("DATABASE_URL", "mysql://x"), ("NATS_URL", "http://x"),
        ("NATS_URL", "nats://x, nats://"),
        ("PUBLIC_URL", "desk.example.com"), ("PUBLIC_URL", "https://x/?a=1"), ("SMTP_LISTEN", "2525"),
        ("SMTP_LISTEN", "host:port"), ("SMTP_RELAY", "mail.example.com"), ("SECRET_KEY", "short"), ("ROLES", "cook"),
        ("METRICS_LISTEN", "9464"), ("METRICS_LISTEN", "on"), ("OTLP_URL", "collector:4318"), ("OTLP_URL", "grpc://x"),
        ("ROLES", ""), ("LOG_LEVEL", "loud"), ("LOG_FORMAT", "xml"), ("WEBHOOK_ALLOW_PRIVATE", "perhaps"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_by_its_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({f"ATIENDE_{name}": value}, tmp_path)
    assert [line.partition(":")[0] for line in caught.value.lines] == [f"ATIENDE_{name}"]


def test_secrets_are_not_shown_in_errors_or_in_print(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({"ATIENDE_SECRET_KEY": "hunter2"}, tmp_path)
    assert "hunter2" not in str(caught.value)
    key = "k" * 40
    assert key not in repr(load_settings({"ATIENDE_SECRET_KEY": key}, tmp_path))


def test_settings_do_not_change_once_read(tmp_path: Path) -> None:
    settings = load_settings({}, tmp_path)
    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1  # type: ignore[misc]
    assert isinstance(settings, Settings)


@pytest.mark.parametrize(
    ("given", "expected"), [("off", None), ("127.0.0.1:2525", ("127.0.0.1", 2525)), ("[::1]:25", ("::1", 25))]
)
def test_where_mail_comes_in(tmp_path: Path, given: str, expected: object) -> None:
    assert load_settings({"ATIENDE_SMTP_LISTEN": given}, tmp_path).mail_address == expected
