#!/usr/bin/env bash
# Every static check, side by side; prints only what is wrong, and how long each took.
set -uo pipefail
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
names=()

check() { # NAME COMMAND…: runs in the background
    local name=$1
    shift
    names+=("$name")
    (
        start=$SECONDS
        if "$@" >"$out/$name.log" 2>&1; then echo ok >"$out/$name.rc"; else echo FAILED >"$out/$name.rc"; fi
        echo $((SECONDS - start)) >"$out/$name.s"
    ) &
}
in_dir() { (cd "$1" && npm run --silent "$2"); }

check ruff .venv/bin/ruff check --quiet .
check format .venv/bin/ruff format --check --quiet .
check types .venv/bin/mypy
check imports .venv/bin/lint-imports --no-logo
check sizes .venv/bin/python tools/check_sizes.py
check texts .venv/bin/python tools/check_locales.py
for app in web web/widget; do
    [ -f "$app/package.json" ] || continue
    check "${app##*/}-types" in_dir "$app" typecheck
    check "${app##*/}-style" in_dir "$app" lint
done
wait

failed=0
for name in "${names[@]}"; do
    rc=$(cat "$out/$name.rc")
    printf '%-12s %-6s %3s s\n' "$name" "$rc" "$(cat "$out/$name.s")"
    [ "$rc" = ok ] || { failed=1; sed 's/^/    /' "$out/$name.log" | tail -n "${CHECK_LINES:-60}"; }
done
exit $failed
