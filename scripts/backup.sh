#!/usr/bin/env bash
# Makes a backup now and reads it back. posctl where it is installed, else this copy's.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
if command -v posctl >/dev/null; then exec posctl backup create "$@"; fi
exec "$root/pos" ctl backup create "$@"
