#!/usr/bin/env bash
# Makes the tree ready to run: Python environment and web app, both from hashed locks. What is up to date is left alone,
# by the content of its inputs, so that a second start costs a few milliseconds.
#   tools/setup.sh         what `atiende serve` needs
#   tools/setup.sh dev     the same and what tests need
#   tools/setup.sh check   what static checks need: no build
set -euo pipefail
cd "$(dirname "$0")/.."
want=${1:-run}
mkdir -p .make

fingerprint() { # of every file below the given paths: names and content; the widget is an app of its own
    find "$@" -type d \( -name node_modules -o -name dist -o -path "web/./widget" \) -prune -o -type f -print0 2>/dev/null |
        LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}
fresh() { [ -f ".make/$1" ] && [ "$(cat ".make/$1")" = "$2" ]; }
stamp() { printf '%s\n' "$2" >".make/$1"; }
need() { command -v "$1" >/dev/null || { echo "Atiende needs $2." >&2; exit 1; }; }
say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

python_ok() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

install_from() { # LOCK: exactly what the lock says, wheels only, every file checked against its hash
    .venv/bin/python -m pip install --disable-pip-version-check --no-input --quiet --require-hashes --only-binary :all: -r "$1"
    .venv/bin/python -m pip install --disable-pip-version-check --no-input --quiet --no-deps --no-build-isolation --editable .
}

python_environment() {
    local python=${PYTHON:-python3} lock=requirements.txt inputs
    inputs=$(fingerprint requirements.txt requirements-dev.txt pyproject.toml requirements.in)
    if [ -x .venv/bin/atiende ] && { fresh python-dev "$inputs" || { [ "$want" = run ] && fresh python-run "$inputs"; }; }; then
        return
    fi
    python_ok "$python" || { echo "Atiende needs Python 3.11 or newer; set PYTHON=/path/to/python3." >&2; exit 1; }
    # A development environment stays one: a plain `make run` in it must not forget that its extras are to be kept fresh.
    { [ "$want" != run ] || [ -f .make/python-dev ]; } && lock=requirements-dev.txt
    say "Installing Python packages from $lock …"
    if ! python_ok .venv/bin/python; then
        "$python" -m venv --clear .venv || {
            echo "Python cannot make an environment: apt-get install python3-venv" >&2
            exit 1
        }
    fi
    install_from "$lock"
    if [ "$lock" = requirements-dev.txt ]; then stamp python-dev "$inputs"; fi
    stamp python-run "$inputs"
}

web_app() { # DIR: install from its lock and build
    local dir=$1 name=${1//\//-} locks sources
    locks=$(fingerprint "$dir/package.json" "$dir/package-lock.json")
    sources=$(fingerprint "$dir/." src/atiende/locales)
    built() { fresh "$name-built" "$sources" && [ -d "$dir/dist" ]; }
    packages() { fresh "$name-packages" "$locks" && [ -d "$dir/node_modules" ]; }
    if [ "$want" = run ] && built; then return; fi
    need node "Node 20.19 or newer"
    need npm "npm"
    node -e 'const [a, b] = process.versions.node.split("."); process.exit(+a > 20 || (+a === 20 && +b >= 19) ? 0 : 1)' || {
        echo "Atiende needs Node 20.19 or newer; this is $(node --version)." >&2
        exit 1
    }
    if ! packages; then
        say "Installing $dir packages …"
        (cd "$dir" && npm ci --no-audit --no-fund --loglevel=error)
        stamp "$name-packages" "$locks"
    fi
    if [ "$want" != check ] && ! built; then
        say "Building $dir …"
        (cd "$dir" && npm run --silent build)
        stamp "$name-built" "$sources"
    fi
}

python_environment
for dir in web web/widget; do
    [ ! -f "$dir/package.json" ] || web_app "$dir"
done
