"""DTLS and SRTP of one connection (RFC 5764): keys agreed on with the page whose certificate its offer named.

No task and no queue: datagrams go in, datagrams come out by `send`; the caller keeps the time.
"""

import datetime
from collections.abc import Callable, Mapping

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec import Struct
from OpenSSL import SSL
from pylibsrtp import Policy, Session

PROFILES = {
    b"SRTP_AEAD_AES_128_GCM": (Policy.SRTP_PROFILE_AEAD_AES_128_GCM, 16, 12),
    b"SRTP_AES128_CM_SHA1_80": (Policy.SRTP_PROFILE_AES128_CM_SHA1_80, 16, 14),
}
"""What we speak: name, and lengths of key and salt."""
HASHES: Mapping[str, hashes.HashAlgorithm] = {
    "sha-256": hashes.SHA256(),
    "sha-384": hashes.SHA384(),
    "sha-512": hashes.SHA512(),
}
CIPHERS = b"ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES256-GCM-SHA384"
WINDOW = 1024
"""Packets a late one may be behind the newest; any seen before is refused."""
MTU = 1200
BEGINS, ENDS = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC), datetime.datetime(2120, 1, 1, tzinfo=datetime.UTC)
"""Of our certificate. It lives as long as its process, and is trusted by its fingerprint: dates say nothing."""


class DtlsFailed(Exception):
    """The handshake came to nothing, or it is not the page whose offer we answered."""


class Closed(Exception):
    """The other side said goodbye."""


class Certificate:
    """Of this process, made before anybody calls; browsers trust its fingerprint in our answer."""

    def __init__(self) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "atiende")])
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(BEGINS)
            .not_valid_after(ENDS)
            .sign(key, hashes.SHA256())
        )
        self.fingerprint = _digest(made, "sha-256")
        self.context = SSL.Context(SSL.DTLS_METHOD)
        self.context.set_options(SSL.OP_NO_TICKET | SSL.OP_NO_RENEGOTIATION)
        # Any certificate is taken here and compared with the offer's fingerprint once the handshake is over.
        self.context.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, lambda *_: True)
        self.context.use_certificate(made)
        self.context.use_privatekey(key)
        self.context.set_cipher_list(CIPHERS)
        self.context.set_tlsext_use_srtp(b":".join(PROFILES))


class Keys(Struct, frozen=True):
    """Ready for media: what they send is unprotected by `inward`, what we send protected by `outward`."""

    inward: Session
    outward: Session


class Handshake:
    """We wait for the page's hello (`passive`), or say it (peers of ours that measure and test)."""

    def __init__(
        self,
        certificate: Certificate,
        fingerprints: Mapping[str, str],
        send: Callable[[bytes], None],
        *,
        passive: bool = True,
    ) -> None:
        self._ssl, self._passive = SSL.Connection(certificate.context, None), passive
        self._ssl.set_ciphertext_mtu(MTU)
        self._fingerprints, self._send = fingerprints, send
        self.keys: Keys | None = None
        if passive:
            self._ssl.set_accept_state()
        else:
            self._ssl.set_connect_state()

    def take(self, datagram: bytes) -> None:
        """Raises DtlsFailed and Closed."""
        self._ssl.bio_write(datagram)
        if self.keys is None:
            self.go_on()
            return
        try:
            while True:  # until nothing is left of it, or it would pile up
                self._ssl.recv(2048)
        except SSL.ZeroReturnError:
            raise Closed from None
        except SSL.Error:
            pass
        self._flush()

    def go_on(self) -> None:
        """A step of the handshake. Raises DtlsFailed."""
        try:
            self._ssl.do_handshake()
        except SSL.WantReadError:
            self._flush()
            return
        except SSL.Error:
            self._flush()
            raise DtlsFailed from None
        self._flush()
        self._is_the_one()
        self.keys = self._keys()

    def wait_seconds(self) -> float | None:
        """When to call `again`, where nothing came."""
        return self._ssl.DTLSv1_get_timeout()

    def again(self) -> None:
        """Says the last flight again. Raises DtlsFailed."""
        try:
            self._ssl.DTLSv1_handle_timeout()
        except SSL.Error:
            raise DtlsFailed from None
        self._flush()

    def close(self) -> None:
        """Says goodbye."""
        try:
            self._ssl.shutdown()
        except SSL.Error:
            return
        self._flush()

    def forget(self) -> None:
        """Nothing is said any more: who sends for us, and we, are let go at once."""
        self._send = _nowhere

    def _flush(self) -> None:
        while True:
            try:
                self._send(self._ssl.bio_read(2048))
            except SSL.WantReadError:
                return

    def _is_the_one(self) -> None:
        try:
            shown = self._ssl.get_peer_certificate(as_cryptography=True)
        except ValueError:  # OpenSSL is content with less than a certificate is
            raise DtlsFailed from None
        if shown is None or any(_digest(shown, name) != value for name, value in self._fingerprints.items()):
            raise DtlsFailed

    def _keys(self) -> Keys:
        chosen = self._ssl.get_selected_srtp_profile()
        if chosen not in PROFILES:
            raise DtlsFailed
        profile, key, salt = PROFILES[chosen]
        made = self._ssl.export_keying_material(b"EXTRACTOR-dtls_srtp", 2 * (key + salt))
        client = made[:key] + made[2 * key : 2 * key + salt]
        server = made[key : 2 * key] + made[2 * key + salt :]
        theirs, ours = (client, server) if self._passive else (server, client)
        inward = Policy(key=theirs, ssrc_type=Policy.SSRC_ANY_INBOUND, srtp_profile=profile)
        outward = Policy(key=ours, ssrc_type=Policy.SSRC_ANY_OUTBOUND, srtp_profile=profile)
        inward.window_size = outward.window_size = WINDOW
        outward.allow_repeat_tx = True  # a video packet asked for again goes out again
        return Keys(Session(inward), Session(outward))


def _nowhere(_: bytes) -> None:
    """Where the last words of a closed connection go."""


def _digest(certificate: x509.Certificate, name: str) -> str:
    return certificate.fingerprint(HASHES[name]).hex(":").upper()
