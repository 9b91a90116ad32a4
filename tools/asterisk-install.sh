#!/usr/bin/env bash
# Unpacks Asterisk 22 from Debian into a directory of its own, without root and without touching the system, so that the
# tests and `atiende bench calls` run against a real one. Does nothing where it is there already.
#   tools/asterisk-install.sh [DIR]     default: ~/.cache/atiende/asterisk
# The mirror is the one this machine's own apt uses; Debian 12 itself has no Asterisk, so the packages are sid's.
set -euo pipefail

home=${XDG_CACHE_HOME:-$HOME/.cache}/atiende/asterisk
into=$(realpath -m "${1:-$home}")
suite=${SUITE:-sid}
[ -x "$into/asterisk" ] && "$into/asterisk" -V 2>/dev/null | grep -q 'Asterisk 22\.' && exit 0

sorry() { echo "Asterisk 22 could not be unpacked: $1" >&2; exit 1; }
command -v apt-get >/dev/null || sorry "this is not a Debian system; put an Asterisk 22 with its modules into $into by hand."
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 '/debian/\?$') || sorry "apt knows no Debian mirror."

mkdir -p "${into%/*}"
work=$(mktemp -d "$into.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/etc/apt/{sources.list.d,preferences.d,apt.conf.d} "$work"/{lists/partial,cache/archives/partial,dpkg,root}
: >"$work/dpkg/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$work/etc/apt/sources.list"
cat >"$work/apt.conf" <<APT
Dir::State "$work"; Dir::State::lists "$work/lists"; Dir::State::status "$work/dpkg/status"; Dir::Cache "$work/cache";
Dir::Etc "$work/etc/apt"; Dir::Etc::sourcelist "$work/etc/apt/sources.list";
Dir::Etc::sourceparts "$work/etc/apt/sources.list.d"; Dir::Etc::parts "$work/etc/apt/apt.conf.d";
Dir::Etc::preferencesparts "$work/etc/apt/preferences.d";
APT::Install-Recommends "false"; Debug::NoLocking "true"; APT::Sandbox::User ""; Acquire::Languages "none";
Acquire::Check-Valid-Until "false"; Acquire::Retries "3";
APT
export APT_CONFIG=$work/apt.conf

echo "Unpacking Asterisk 22 into $into …" >&2
apt-get update -qq || sorry "the mirror $mirror does not answer."
apt-get install -y -q --print-uris asterisk asterisk-core-sounds-en-wav asterisk-core-sounds-es-wav asterisk-moh-opsound-wav |
    sed -n "s/^'[^']*' \([^_]*\)_.*/\1/p" | sort -u |
    grep -vE '^(gnupg|gnupg-l10n|dirmngr|gpg.*|pinentry-.*|passwd|login.defs|adduser|base-passwd|debconf|perl-.*|pci.ids|freetds-common|libsnmp-base|libsemanage.*|libsepol2|libpam-modules.*|tzdata|gcc-.*-base)$' >"$work/packages"
(cd "$work/cache/archives" && xargs apt-get download -qq <"$work/packages") || sorry "the mirror $mirror does not give its packages."
for package in "$work"/cache/archives/*.deb; do dpkg-deb -x "$package" "$work/root"; done
rm -rf "$work"/root/usr/share/{doc,man,locale,bug,lintian} "$work"/{cache,lists,etc,dpkg,apt.conf}

sounds=$work/root/usr/share/asterisk/sounds
ln -sfn en_US_f_Allison "$sounds/en"
ln -sfn es_MX_f_Allison "$sounds/es"
libraries=root/usr/lib/$(uname -m)-linux-gnu
loader=$(cd "$work/$libraries" && ls ld-linux-*.so.* | head -n 1)
cat >"$work/asterisk" <<RUN
#!/bin/sh
# With its own libraries: those of this system are older.
exec $into/$libraries/$loader --library-path $into/$libraries --argv0 asterisk $into/root/usr/sbin/asterisk "\$@"
RUN
chmod +x "$work/asterisk"
rm -rf "$into"
mv "$work" "$into"
trap - EXIT
chmod 755 "$into"
"$into/asterisk" -V | grep 'Asterisk 22\.' || sorry "this mirror has another one; give SUITE=, or unpack one by hand."
