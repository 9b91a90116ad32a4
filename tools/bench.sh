#!/usr/bin/env bash
# Runs the benchmarks one after the other, or those named: tools/bench.sh mail messages
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- mail messages
for name in "$@"; do .venv/bin/atiende bench "$name" --json; done
