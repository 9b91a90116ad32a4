#!/usr/bin/env bash
# Everything that shows the product works: checks, then the tests, the fast ones side by side and those that need the
# machine for themselves one after the other. All stages run; the last lines say which failed.
#   tools/test.sh [PYTEST ARGUMENTS]      with arguments: only pytest, with those
set -uo pipefail
cd "$(dirname "$0")/.."
tools/install-test-deps.sh || exit 1
tools/setup.sh dev || exit 1
if [ $# -gt 0 ]; then exec .venv/bin/pytest "$@"; fi

failed=()
stage() { # NAME COMMAND…
    local name=$1 start=$SECONDS
    shift
    printf '\n\033[1m── %s\033[0m\n' "$name"
    "$@" || failed+=("$name")
    printf '%s: %d s\n' "$name" $((SECONDS - start))
}
in_dir() { (cd "$1" && npm run --silent --if-present "$2"); }

stage "check" tools/check.sh
for app in web web/widget; do
    stage "$app" in_dir "$app" test
    stage "size of $app" in_dir "$app" budget
done
stage "tests" .venv/bin/pytest -q -n 2 --dist loadfile -m "not browser and not scenario and not chaos"
stage "chaos" .venv/bin/pytest -q -m "chaos and not browser and not scenario"
stage "browser and scenarios" .venv/bin/pytest -q -m "browser or scenario"

if [ ${#failed[@]} -gt 0 ]; then
    printf '\nFAILED: %s\n' "$(IFS=,; echo "${failed[*]}")"
    exit 1
fi
printf '\nEverything passed in %d s.\n' $SECONDS
