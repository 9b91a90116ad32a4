"""A Dovecot IMAP server of our own: maildirs in a temporary directory, IDLE, TLS with its own certificate."""

import grp
import imaplib
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from atiende.bench.servers.processes import answers, end, free_port, is_root, wait_until
from tests.doubles.certificate import self_signed

PASSWORD = "correct-horse"
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {directory}/run
state_dir = {directory}/state
log_path = {directory}/dovecot.log
instance_name = {directory.name}
default_login_user = {login_user}
default_internal_user = {internal_user}
default_internal_group = {internal_group}
first_valid_uid = 1
first_valid_gid = 1
ssl = yes
ssl_cert = <{directory}/certificate.pem
ssl_key = <{directory}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_max_userip_connections = 500
imap_idle_notify_interval = 30s
mail_plugins =
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_group} home={directory}/mail/%u
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Archive {{
    auto = create
  }}
}}
service imap-login {{
  {chroot}
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  {chroot}
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  {chroot}
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A user's account, and what another mail client of that person would do with it."""

    host: str
    port: int
    user: str
    password: str

    @contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4(self.host, self.port, timeout=10) as client:
            client.login(self.user, self.password)
            yield client

    def put(self, message: bytes, folder: str = "INBOX", flags: str = "") -> None:
        """Lays a message into the mailbox as the mail server would on delivery."""
        with self.client() as client:
            answer, data = client.append(folder, flags, None, message)
            assert answer == "OK", data

    def messages(self, folder: str = "INBOX") -> list[tuple[str, bytes]]:
        """Flags and raw bytes of everything in the folder, in order."""
        found = []
        with self.client() as client:
            assert client.select(folder, readonly=True)[0] == "OK"
            for uid in client.uid("search", "ALL")[1][0].split():
                parts = client.uid("fetch", uid.decode(), "(FLAGS BODY.PEEK[])")[1]
                found.append((parts[0][0].decode(), parts[0][1]))
        return found


@dataclass(slots=True, kw_only=True)
class Dovecot:
    directory: Path
    port: int
    tls_port: int
    process: subprocess.Popen[bytes] | None = None
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @staticmethod
    def binary() -> str | None:
        return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

    @property
    def certificate(self) -> Path:
        """PEM of the authority a client must trust for `localhost` on the TLS port."""
        return self.directory / "certificate.pem"

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Self]:
        directory = Path(tempfile.mkdtemp(prefix="atiende-imap-"))
        server = cls(directory=directory, port=free_port(), tls_port=free_port())
        try:
            server.create()
            server.start()
            yield server
        finally:
            server.stop()
            shutil.rmtree(directory, ignore_errors=True)

    def create(self) -> None:
        me, my_group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
        mail = self.directory / "mail"
        mail.mkdir()
        self_signed(self.certificate, self.directory / "key.pem")
        if is_root():
            self.directory.chmod(0o755)
            shutil.chown(mail, "mail", "mail")
            names = ("dovenull", "dovecot", "dovecot", "mail", "mail")
        else:
            names = (me, me, my_group, me, my_group)
        keys = ("login_user", "internal_user", "internal_group", "mail_user", "mail_group")
        config = CONFIG.format(
            directory=self.directory,
            port=self.port,
            tls_port=self.tls_port,
            password=PASSWORD,
            chroot="" if is_root() else "chroot =",
            **dict(zip(keys, names, strict=True)),
        )
        (self.directory / "dovecot.conf").write_text(config)

    def start(self) -> None:
        binary = self.binary()
        assert binary is not None, "Dovecot is not installed"
        log = self.directory / "dovecot.log"
        log.touch()
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [binary, "-F", "-c", str(self.directory / "dovecot.conf")], stdout=out, stderr=out
            )
        wait_until(lambda: answers(self.port), self.process, log)

    def stop(self) -> None:
        if self.process:
            end(self.process)

    def user(self, name: str | None = None) -> Mailbox:
        """A new, empty mailbox; without a name, one nobody else uses."""
        user = name or f"mailbox{next(self.numbers)}@example.test"
        return Mailbox(host="127.0.0.1", port=self.port, user=user, password=PASSWORD)
