"""A telephone company that signs who calls (STIR/SHAKEN, RFC 8224-8226), with an authority of its own; its certificate
is served on loopback, where Asterisk fetches it."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID, ObjectIdentifier

NUMBERS = ObjectIdentifier("1.3.6.1.5.5.7.1.26")
"""TNAuthList: whose numbers its holder may sign."""
OF_COMPANY_1234 = bytes.fromhex("3008a006160431323334")
DAY = timedelta(days=1)


class Authority:
    """Signs companies' certificates."""

    def __init__(self, name: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self._made(self.name, self.key, ca=True, numbers=False, ended=False)

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()

    def certifies(
        self, key: ec.EllipticCurvePrivateKey, *, numbers: bool = True, ended: bool = False
    ) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "SHAKEN 1234")])
        return self._made(subject, key, ca=False, numbers=numbers, ended=ended)

    def _made(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, ca: bool, numbers: bool, ended: bool
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        building = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 30 * DAY)
            .not_valid_after(now - DAY if ended else now + DAY)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )
        if numbers:
            building = building.add_extension(x509.UnrecognizedExtension(NUMBERS, OF_COMPANY_1234), critical=False)
        return building.sign(self.key, hashes.SHA256())


class SigningCompany:
    """`url` + a name: the certificate that was put there."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.url = ""

    @contextmanager
    def serving(self) -> Iterator["SigningCompany"]:
        company = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                company.asked.append(self.path)
                found = company.files.get(self.path.lstrip("/"))
                self.send_response(200 if found else 404)
                self.end_headers()
                self.wfile.write(found or b"")

            def log_message(self, format: str, *args: object) -> None: ...

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = Thread(target=server.serve_forever, daemon=True)
            thread.start()
            self.url = f"http://127.0.0.1:{server.server_port}/"
            try:
                yield self
            finally:
                server.shutdown()
                thread.join(5)

    def has(self, name: str, certificate: x509.Certificate) -> None:
        self.files[name] = certificate.public_bytes(Encoding.PEM)

    def signed(
        self, name: str, caller: str, called: str, grade: str, *, ago: int = 0, forged: bool = False
    ) -> dict[str, str]:
        """The fields of an INVITE that was signed so many seconds `ago`. `forged`: by another key."""
        when = datetime.now(UTC) - timedelta(seconds=ago)
        x5u = self.url + name
        head = {"alg": "ES256", "ppt": "shaken", "typ": "passport", "x5u": x5u}
        claims = {
            "attest": grade,
            "dest": {"tn": [called.removeprefix("+")]},
            "iat": int(when.timestamp()),
            "orig": {"tn": caller.removeprefix("+")},
            "origid": "123e4567-e89b-12d3-a456-426614174000",
        }
        said = f"{_coded(head)}.{_coded(claims)}"
        key = ec.generate_private_key(ec.SECP256R1()) if forged else self.key
        r, s = decode_dss_signature(key.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
        signature = _based(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
        identity = f"{said}.{signature};info=<{x5u}>;alg=ES256;ppt=shaken"
        return {"Identity": identity, "Date": format_datetime(when, usegmt=True)}


def _coded(value: object) -> str:
    return _based(json.dumps(value, separators=(",", ":"), sort_keys=True).encode())


def _based(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
