"""What people deploy with says only what the server understands, and what its own tools accept."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from typer.main import get_command

from atiende.cli import app
from atiende.settings import FILE as CONFIG_FILE
from atiende.settings import PREFIX, Settings, load_settings
from tests.pure.deploy.compose import (
    DEPLOY,
    FILE,
    VARIABLE,
    assignments,
    document,
    environment,
    filled,
    image_file,
    services,
)

ROOT = DEPLOY.parent
NODES = ("node1", "node2", "backup")
GIVEN = {
    "PUBLIC_HOST": "desk.example.com",
    "SECRET_KEY": "k" * 48,
    "POSTGRES_PASSWORD": "pw",
    "POSTGRES_ADMIN_PASSWORD": "admin",
    "POSTGRES_REPLICATION_PASSWORD": "streams",
    "NATS_PASSWORD": "wakes",
}
SERVICE_KEYS = {
    "image", "build", "restart", "init", "read_only", "tmpfs", "cap_drop", "security_opt", "stop_grace_period",
    "depends_on", "environment", "volumes", "ports", "command", "entrypoint", "healthcheck", "profiles", "shm_size",
}  # fmt: skip
"""Of the Compose specification, those used here; a misspelt one would be refused by Compose."""
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
SCRIPTS = sorted(DEPLOY.glob("**/*.sh"))


def unknown(names: set[str]) -> set[str]:
    """Names with our prefix that are no settings."""
    known = {PREFIX + name.upper() for name in Settings.model_fields} | {CONFIG_FILE}
    return {name for name in names if name.startswith(PREFIX)} - known


def commands() -> set[str]:
    return set(get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("node", NODES)
def test_a_node_of_the_compose_file_starts_with_settings_that_are_understood(node: str) -> None:
    given = {**dict(v.split("=", 1) for v in _image_environment()), **environment(node, GIVEN)}
    settings = load_settings({name: value for name, value in given.items() if name.startswith(PREFIX)}, Path("/"))
    assert settings.metrics_address == ("0.0.0.0", 9464)
    assert settings.url == "https://desk.example.com"


def test_a_container_runs_a_command_that_there_is() -> None:
    ran = [
        one["command"] for one in services().values() if str(one["image"]).startswith("atiende:") and "command" in one
    ]
    assert [words[0] for words in ran if words[0] not in commands()] == []  # type: ignore[index]
    assert ran, "the backup"


def test_the_tools_for_backups_are_those_of_the_database() -> None:
    version = re.findall(r"postgresql-client-(\d+)", (DEPLOY / "Containerfile").read_text())
    images = {str(one["image"]) for one in services().values() if str(one["image"]).startswith("postgres:")}
    assert images == {f"postgres:{version[0]}-bookworm"}


def test_the_extra_for_traces_is_what_is_tested() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    tested = (ROOT / "requirements-dev.in").read_text().split()
    assert [pin for pin in extras["tracing"] if pin not in tested] == []


def test_what_must_be_given_is_asked_for_and_explained() -> None:
    asked = {match["name"] for match in VARIABLE.finditer(FILE.read_text())} - {"ATIENDE_TAG"}
    assert asked == set(assignments(DEPLOY / "compose.env.example"))
    with pytest.raises(KeyError):
        filled("${SECRET_KEY:?in deploy/.env}", {})


def test_example_files_name_only_settings_and_a_misspelt_one_is_noticed() -> None:
    assert unknown(set(assignments(DEPLOY / "atiende.env.example"))) == set()
    assert unknown({"ATIENDE_METRICS_LISTENS"}) == {"ATIENDE_METRICS_LISTENS"}


def test_the_compose_file_uses_only_what_compose_knows() -> None:
    whole = document()
    assert set(whole) <= {"name", "services", "volumes", "x-node", "x-settings"}
    volumes = whole["volumes"]
    assert isinstance(volumes, dict)
    for name, service in services().items():
        assert set(service) <= SERVICE_KEYS, name
        assert set(service.get("depends_on", {})) <= set(services()), name  # type: ignore[call-overload]
        for mount in service.get("volumes", []):  # type: ignore[attr-defined]
            source = mount.split(":")[0]
            assert (DEPLOY / source).is_file() if source.startswith(".") else source in volumes, mount


def test_images_come_by_a_fixed_tag_from_nowhere_in_particular() -> None:
    images = [str(one["image"]) for one in services().values()]
    images += [text.split()[0] for name, text in image_file() if name == "FROM"]
    for image in images:
        name, _, tag = filled(image, {}).partition(":")
        assert "." not in name.split("/")[0], f"{image} names a registry"
        assert tag and tag != "latest", f"{image} has no fixed tag"


def test_only_the_proxy_mail_and_calls_are_reached_from_outside() -> None:
    open_ports = {name: one["ports"] for name, one in services().items() if "ports" in one}
    assert open_ports == {
        "node1": ["${MAIL_PORT:-25}:2525"],
        "node2": ["${MAIL_PORT_2:-2526}:2525"],
        "media1": ["${MEDIA_PORT:-8101}:${MEDIA_PORT:-8101}/udp"],
        "media2": ["${MEDIA_PORT_2:-8102}:${MEDIA_PORT_2:-8102}/udp"],
        "asterisk": ["5060:5060/udp", "5060:5060", "10000-10499:10000-10499/udp"],
        "proxy": ["80:80", "443:443", "443:443/udp"],
        "grafana": ["127.0.0.1:3000:3000"],
    }


def test_the_image_is_built_from_what_is_there_and_runs_as_nobody_special() -> None:
    instructions = image_file()
    for name, text in instructions:
        words = text.split()
        if name == "COPY" and not words[0].startswith("--from"):
            missing = [source for source in words[:-1] if not (ROOT / source).exists()]
            assert missing == [], text
    last = len(instructions) - 1 - [name for name, _ in reversed(instructions)].index("FROM")
    final = dict(instructions[last:])
    assert final["USER"] not in ("root", "0")
    assert "HEALTHCHECK" in final
    assert final["STOPSIGNAL"] == "SIGTERM"
    assert "serve" in final["CMD"] and "serve" in commands()
    assert unknown({pair.partition("=")[0] for pair in _image_environment()}) == set()


def test_nothing_private_is_sent_to_where_the_image_is_built() -> None:
    kept = (ROOT / ".dockerignore").read_text().split()
    assert kept[kept.index("*")] == "*"
    assert not [one for one in kept if re.search(r"!.*(\.env|data|\.git|key)", one)]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_parses(script: Path) -> None:
    done = subprocess.run(["bash", "-n", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_a_command_that_there_is_with_settings_that_there_are(unit: Path) -> None:
    lines = unit.read_text().splitlines()
    starts = [shlex.split(line.partition("=")[2]) for line in lines if line.startswith("ExecStart=")]
    assert len(starts) == 1
    assert starts[0][0] == "/opt/atiende/.venv/bin/atiende" and starts[0][1] in commands()
    named = {line.split("=")[1] for line in lines if line.startswith("Environment=")}
    assert unknown(named) == set()


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_accepts_a_unit_and_finds_it_closed(unit: Path, tmp_path: Path) -> None:
    """With paths of this machine in place of the installed ones."""
    program = shutil.which("systemd-analyze")
    assert program is not None, "the package systemd (tools/install-test-deps.sh installs it)"
    text = unit.read_text().replace("/opt/atiende/.venv/bin/atiende", sys.executable)
    text = re.sub(r"^(User|Group)=.*\n", "", text, flags=re.MULTILINE).replace("/opt/atiende", str(ROOT))
    name = unit.name.replace("@.", "@web.")
    (tmp_path / name).write_text(text)
    done = _analysed(program, "verify", "--man=no", str(tmp_path / name))
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    done = _analysed(program, "security", "--offline=true", "--threshold=35", str(tmp_path / name))
    assert done.returncode == 0, done.stdout[-400:]


def test_systemd_refuses_a_unit_with_a_misspelt_line(tmp_path: Path) -> None:
    """Negative control."""
    unit = tmp_path / "bad.service"
    unit.write_text(f"[Service]\nExecStart={sys.executable}\nProtectSytem=strict\n")
    done = _analysed("systemd-analyze", "verify", "--man=no", str(unit))
    assert "ProtectSytem" in done.stderr


def _analysed(program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False, timeout=60)


def test_every_other_file_is_what_it_seems() -> None:
    for path in DEPLOY.glob("**/*.yml"):
        assert YAML(typ="safe").load(path.read_text()), path
    for path in (DEPLOY / "proxy").iterdir():
        text = re.sub(r"#.*", "", path.read_text())
        assert text.count("{") == text.count("}"), path
        assert "/readyz" in path.read_text() or "http_503" in text, f"{path} does not take an unready node out"


def _image_environment() -> list[str]:
    return [pair for name, text in image_file() if name == "ENV" for pair in shlex.split(text)]
