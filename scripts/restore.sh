#!/usr/bin/env bash
# restore.sh list | latest | NAME [--to MOMENT] [--into FOLDER] [--dry-run] [--yes] [--force]
#   list      the backups, the newest first
#   latest    the newest backup, and everything that was written after it
#   NAME      a backup as it is: its name, or the date that it begins with (backup-2026-01-05)
# The database must be stopped; what is there is kept beside it. posctl where it is installed, else this copy's.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
posctl=(posctl)
command -v posctl >/dev/null || posctl=("$root/pos" ctl)
case "${1:-}" in
    '') sed -nE '2,6s/^# ?//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
    list) shift; exec "${posctl[@]}" backup list "$@" ;;
    *) exec "${posctl[@]}" restore "$@" ;;
esac
