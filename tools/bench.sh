#!/usr/bin/env bash
# Runs all benchmarks with --quick and writes docs/benchmarks.md; or those named, without writing: tools/bench.sh mail
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -gt 0 ]; then
    for name in "$@"; do .venv/bin/atiende bench "$name" --quick; done
else
    .venv/bin/python tools/write_benchmarks.py
fi
