#!/usr/bin/env bash
# Rewrites the hashed locks from requirements*.in. uv lives in a throwaway environment: it is not a dependency.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check uv
compile=("$work/venv/bin/uv" pip compile --quiet --no-header --generate-hashes --no-emit-index-url --no-emit-find-links
         --universal --python-version 3.11 "$@")
"${compile[@]}" requirements.in requirements-build.in -o requirements.txt
"${compile[@]}" requirements-dev.in -o requirements-dev.txt
