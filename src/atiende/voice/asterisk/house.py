"""The rest of Asterisk's configuration: where things lie, which modules it loads, and how we reach it. Pure text.

Only what calls need is loaded: it starts in a second, and what is not there cannot be attacked.
"""

from collections.abc import Mapping

from atiende.ports.telephony import Telephony
from atiende.voice.asterisk.dialplan import extensions
from atiende.voice.asterisk.pjsip import pjsip, section
from atiende.voice.asterisk.plan import Site

MODULES = [
    "app_amd",
    "app_dial",
    "app_mixmonitor",
    "app_playback",
    "app_queue",
    "app_stack",
    "app_stasis",
    "app_verbose",
    "bridge_builtin_features",
    "bridge_builtin_interval_features",
    "bridge_holding",
    "bridge_native_rtp",
    "bridge_simple",
    "bridge_softmix",
    "chan_bridge_media",
    "chan_pjsip",
    "chan_websocket",
    "codec_a_mu",
    "codec_alaw",
    "codec_g722",
    "codec_opus_open_source",
    "codec_resample",
    "codec_ulaw",
    "format_pcm",
    "format_sln",
    "format_wav",
    "func_callerid",
    "func_channel",
    "func_cut",
    "func_pjsip_aor",
    "func_pjsip_contact",
    "func_pjsip_endpoint",
    "func_strings",
    "func_talkdetect",
    "pbx_config",
    "res_ari",
    "res_ari_applications",
    "res_ari_asterisk",
    "res_ari_bridges",
    "res_ari_channels",
    "res_ari_endpoints",
    "res_ari_events",
    "res_ari_model",
    "res_ari_playbacks",
    "res_ari_recordings",
    "res_crypto",
    "res_format_attr_opus",
    "res_http_websocket",
    "res_musiconhold",
    "res_mutestream",
    "res_pjproject",
    "res_pjsip",
    "res_pjsip_acl",
    "res_pjsip_authenticator_digest",
    "res_pjsip_caller_id",
    "res_pjsip_diversion",
    "res_pjsip_dlg_options",
    "res_pjsip_dtmf_info",
    "res_pjsip_endpoint_identifier_ip",
    "res_pjsip_endpoint_identifier_user",
    "res_pjsip_header_funcs",
    "res_pjsip_nat",
    "res_pjsip_outbound_authenticator_digest",
    "res_pjsip_outbound_registration",
    "res_pjsip_path",
    "res_pjsip_pubsub",
    "res_pjsip_registrar",
    "res_curl",
    "func_curl",
    "res_pjsip_rfc3326",
    "res_pjsip_sdp_rtp",
    "res_pjsip_session",
    "res_pjsip_transport_websocket",
    "res_rtp_asterisk",
    "res_sorcery_astdb",
    "res_sorcery_config",
    "res_sorcery_memory",
    "res_srtp",
    "res_stasis",
    "res_stasis_answer",
    "res_stasis_playback",
    "res_stasis_recording",
    "res_stasis_snoop",
    "res_timing_timerfd",
    "res_prometheus",
    "res_websocket_client",
    "res_pjsip_stir_shaken",
    "res_stir_shaken",
]
EMPTY = [
    "acl",
    "amd",
    "ccss",
    "cdr",
    "cel",
    "features",
    "geolocation",
    "pjproject",
    "pjsip_notify",
    "queues",
    "statsd",
    "udptl",
    "websocket_client",
    "chan_websocket",
    "queuerules",
    "stasis",
]
"""Files that modules ask for, and have nothing in them to say."""
AUTHORITIES = "authorities.pem"
CERTIFICATES = "/etc/ssl/certs"
"""Of the authorities whose signatures of callers are believed."""


def files(site: Site, lines: Telephony) -> Mapping[str, str]:
    """Every file of the configuration directory by its name."""
    return {
        **kept_in_step(site, lines),
        "asterisk.conf": _directories(site),
        "modules.conf": "[modules]\nautoload=no\n" + "".join(f"load = {name}.so\n" for name in MODULES),
        "http.conf": section("general", _http(site)),
        "ari.conf": section("general", [("enabled", "yes"), ("websocket_write_timeout", 1000)])
        + section(site.user, [("type", "user"), ("read_only", "no"), ("password", site.password)]),
        "rtp.conf": section("general", _rtp(site)),
        "prometheus.conf": section("general", _metrics(site)),
        "logger.conf": section("general", [("dateformat", "%F %T.%3q")])
        + section("logfiles", [("console", "notice,warning,error")]),
        "musiconhold.conf": section("default", [("mode", "files"), ("directory", site.data / "moh")]),
        "indications.conf": section("general", [("country", "es")])
        + section("es", [("description", "Spain"), ("ringcadence", "1500,3000"), ("ring", "425/1500,0/3000")]),
        "stir_shaken.conf": section("verification", _signatures(site))
        + section("vouched", [("type", "profile"), ("endpoint_behavior", "verify"), ("failure_action", "continue")]),
        "manager.conf": section("general", [("enabled", "no")]),
        AUTHORITIES: site.authorities,
        **{f"{name}.conf": "" for name in EMPTY},
    }


def kept_in_step(site: Site, lines: Telephony) -> Mapping[str, str]:
    """Those that change with our documents."""
    return {"pjsip.conf": pjsip(site, lines), "extensions.conf": extensions(lines, str(site.sounds))}


def _directories(site: Site) -> str:
    state = site.state
    where = {
        "astetcdir": site.etc, "astmoddir": site.modules, "astvarlibdir": site.data, "astdatadir": site.data,
        "astdbdir": state, "astkeydir": state, "astagidir": state, "astspooldir": state / "spool",
        "astrundir": state / "run", "astlogdir": state / "log", "astcachedir": state / "cache",
    }  # fmt: skip
    options = f"[options]\nsystemname = {site.name}\nhideconnect = yes\ndefaultlanguage = es\n"
    return "[directories]\n" + "".join(f"{key} => {value}\n" for key, value in where.items()) + "\n" + options


def _http(site: Site) -> list[tuple[str, object]]:
    host, port = site.http
    return [
        ("enabled", "yes"), ("bindaddr", host), ("bindport", port), ("sessionlimit", 2000),
        ("session_inactivity", 60_000), ("session_keep_alive", 60_000),
    ]  # fmt: skip


def _signatures(site: Site) -> list[tuple[str, object]]:
    """Asterisk takes the system's certificates only beside a path of some; where there are authorities for callers,
    those of the web have no say."""
    if site.authorities:
        return [
            ("ca_file", site.etc / AUTHORITIES), ("load_system_certs", "no"), ("cert_cache_dir", site.state / "cache"),
        ]  # fmt: skip
    return [("ca_path", CERTIFICATES), ("load_system_certs", "yes"), ("cert_cache_dir", site.state / "cache")]


def _metrics(site: Site) -> list[tuple[str, object]]:
    """Where alone it tells which telephone companies know it."""
    return [
        ("enabled", "yes"), ("core_metrics_enabled", "no"), ("uri", "metrics"), ("auth_username", site.user),
        ("auth_password", site.password),
    ]  # fmt: skip


def _rtp(site: Site) -> list[tuple[str, object]]:
    first, last = site.rtp
    return [("rtpstart", first), ("rtpend", last), ("icesupport", "yes"), ("strictrtp", "yes")]
