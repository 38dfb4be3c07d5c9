#!/usr/bin/env bash
# Resolves every runtime's requirements.in into its hash-pinned requirements.lock. Needs uv.
set -euo pipefail
cd "$(dirname "$0")"
for file in */requirements.in; do
  runtime=$(dirname "$file")
  (cd "$runtime" && uv pip compile --quiet --generate-hashes --python-version 3.11 --python-platform x86_64-manylinux_2_28 \
    --custom-compile-command runtimes/lock.sh --output-file requirements.lock requirements.in)
done
