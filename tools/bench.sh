#!/usr/bin/env bash
# Runs all benchmarks with --quick and writes docs/benchmarks.md; or those named, without writing: tools/bench.sh mail.
# `tools/write_benchmarks.py mail` writes that section only.
set -euo pipefail
cd "$(dirname "$0")/.."

# What bench sockets compares with, as far as it can be had here; without it the ratio is left out.
references() {
    local socketio=src/atiende/bench/reference/socketio
    [ -d "$socketio/node_modules" ] || npm ci --silent --prefix "$socketio" || true
    .venv/bin/python -c 'import picows' 2>/dev/null || .venv/bin/pip install --quiet "$(grep ^picows== requirements-dev.in)" || true
    command -v ejabberdctl >/dev/null && return
    [ -x /usr/sbin/ejabberdctl ] || [ "$(id -u)" != 0 ] || without_service apt-get install -y -q --no-install-recommends ejabberd || true
}
without_service() { # no daemon is started by what apt-get installs
    local policy=/usr/sbin/policy-rc.d made=""
    [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && made=yes; }
    "$@" >&2 || true
    [ -z "$made" ] || rm -f "$policy"
}
case " ${*:-sockets} " in *" sockets "*) references ;; esac
if [ $# -gt 0 ]; then
    for name in "$@"; do .venv/bin/atiende bench "$name" --quick; done
else
    .venv/bin/python tools/write_benchmarks.py
fi
