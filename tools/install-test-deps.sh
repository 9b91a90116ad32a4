#!/usr/bin/env bash
# Installs the programs the tests talk to, where they are missing: servers (PostgreSQL, NATS, Dovecot), Chromium with
# fonts, sipp, and what breaks the clock, the disk and the network; Asterisk 22 is unpacked beside the system. No service
# is started, now or at the next boot. Debian 12 is the test machine.
set -euo pipefail
packages=(postgresql dovecot-imapd chromium fonts-dejavu-core fonts-noto-color-emoji strace faketime iproute2 nats-server nftables sip-tester systemd espeak-ng coturn)

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

command -v dpkg-query >/dev/null || { echo "Not a Debian system: please install ${packages[*]} by hand." >&2; exit 0; }
missing=()
for package in "${packages[@]}"; do installed "$package" || missing+=("$package"); done
asterisk() { "$(dirname "$0")/asterisk-install.sh" || echo "Tests of telephony are skipped without Asterisk 22." >&2; }
[ ${#missing[@]} -gt 0 ] || { asterisk; exit 0; }

if [ "$(id -u)" = 0 ]; then
    as_root=()
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    echo "The tests need some packages. Please type:" >&2
    echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
fi

echo "Installing ${missing[*]} …" >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 bash -euo pipefail -s -- "${missing[@]}" <<'ROOT'
policy=/usr/sbin/policy-rc.d
cluster=/etc/postgresql-common/createcluster.conf
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap 'rm -f "$policy"' EXIT
fi
if [ ! -e "$cluster" ]; then
    mkdir -p "${cluster%/*}"
    echo "create_main_cluster = false" >"$cluster"
fi
had_dovecot=$(command -v dovecot || true)
had_nats=$(command -v nats-server || true)
had_coturn=$(command -v turnserver || true)
apt-get update -q
apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold "$@"
if [ -z "$had_dovecot" ] && [ -d /run/systemd/system ]; then
    systemctl disable dovecot.service dovecot.socket >/dev/null 2>&1 || true
fi
if [ -z "$had_nats" ] && [ -d /run/systemd/system ]; then
    systemctl disable nats-server.service >/dev/null 2>&1 || true
fi
if [ -z "$had_coturn" ] && [ -d /run/systemd/system ]; then
    systemctl disable coturn.service >/dev/null 2>&1 || true
fi
ROOT
asterisk
