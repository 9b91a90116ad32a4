#!/usr/bin/env bash
# Everything that shows the product works: checks, then the tests, three files of them at a time, since most wait more
# than they work, and two of those with browsers, which work; those that measure faults have the machine for themselves.
# All stages run; the last lines say which failed, and why.
#   tools/test.sh [PYTEST ARGUMENTS]      with arguments: only pytest, with those
set -uo pipefail
cd "$(dirname "$0")/.."
tools/install-test-deps.sh || exit 1
tools/setup.sh dev || exit 1
if [ $# -gt 0 ]; then exec .venv/bin/pytest "$@"; fi

export COLUMNS=${COLUMNS:-160}
unset PYTHONDONTWRITEBYTECODE # hundreds of processes are started: none of them should translate the product again
.venv/bin/python -m compileall -q -j 0 src
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
failed=()
stage() { # NAME COMMAND…
    local name=$1 start=$SECONDS
    shift
    printf '\n\033[1m── %s\033[0m\n' "$name"
    "$@" 2>&1 | tee "$logs/${name//\//-}" || failed+=("$name")
    printf '%s: %d s\n' "$name" $((SECONDS - start))
}
last_words() { # of a failed stage: from pytest's failures on, or else its end
    printf '\n\033[1m── %s, once more\033[0m\n' "$1"
    awk '/^=+ (FAILURES|ERRORS) =+$/ { on = 1 } on' "$logs/${1//\//-}" | grep . | tail -n 200 || tail -n 60 "$logs/${1//\//-}"
}
in_dir() { (cd "$1" && npm run --silent --if-present "$2"); }

stage "check" tools/check.sh
for app in web web/widget; do
    stage "$app" in_dir "$app" test
    stage "size of $app" in_dir "$app" budget
done
pytest() { .venv/bin/pytest -q --tb=short --durations=30 --durations-min=5 "$@"; }
at_once=(--dist loadfile --no-loadscope-reorder)
stage "tests" pytest -n 3 "${at_once[@]}" -m "not alone and not browser and not scenario"
stage "browser and scenarios" pytest -n 2 "${at_once[@]}" -m "not alone and (browser or scenario)"
stage "tests with the machine for themselves" pytest -m alone

if [ ${#failed[@]} -gt 0 ]; then
    for name in "${failed[@]}"; do last_words "$name"; done
    printf '\nFAILED: %s\n' "$(IFS=,; echo "${failed[*]}")"
    exit 1
fi
printf '\nEverything passed in %d s.\n' $SECONDS
