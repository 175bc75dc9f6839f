# ctl, test, publish.

# posctl against this copy's database: where ConnectionStrings__posdb is given, that one.
pos_ctl() {
    # Without arguments the same program is the workers' service.
    [ $# -gt 0 ] || wrong_usage "ctl needs a command, for example: ./pos ctl migrate status"
    need_dotnet
    build PosAspire.AppHost
    if [ -z "${ConnectionStrings__posdb:-}" ]; then
        [ -s "$data/secrets.json" ] || fail "this copy has no database yet. ./pos up makes one; or set ConnectionStrings__posdb."
        local password; password=$(sed -nE 's/.*"postgres-password": *"([^"]+)".*/\1/p' "$data/secrets.json")
        local used_offset; used_offset=${POS_PORT_OFFSET:-$(cat "$data/run/offset" 2>/dev/null || echo 0)}
        export ConnectionStrings__posdb="Host=127.0.0.1;Port=$((5432 + used_offset));Username=postgres;Password=$password;Database=posdb"
    fi
    # Where this copy's workers keep the journal's anchors: beside the logs.
    local logs=$POS_ROOT/logs; [ -z "${POS_DATA:-}" ] || logs=$data/logs
    export AUDIT_ANCHOR_DIRECTORY=${AUDIT_ANCHOR_DIRECTORY:-$logs/audit}
    # Where this copy's backups are, and the cluster that a restore replaces.
    export BACKUP_DIRECTORY=${BACKUP_DIRECTORY:-$data/backups} PGDATA=${PGDATA:-$data/postgres}
    ENVIRONMENT=${ENVIRONMENT:-development} LOG_LEVEL=${LOG_LEVEL:-WARN} exec dotnet exec "$workers" "$@"
}

readonly chromium=/usr/bin/chromium

# Runs the tests and closes with one line: N passed, N failed. A filter that matches nothing is a failure.
pos_test() {
    [ $# -le 1 ] || wrong_usage "test takes one filter, or 'all'."
    local filter='Category!=Slow'
    case "${1:-}" in
        '') ;;
        all) filter='' ;;
        -*) wrong_usage "test does not know '$1'. It takes part of a test's full name, or 'all'." ;;
        *) filter="FullyQualifiedName~$1" ;;
    esac
    need_dotnet
    need_program node nodejs
    [ -x "$chromium" ] || need_program chromium chromium
    restore_servers
    "$servers" prepare postgres >/dev/null || exit 1
    build PosAspire.sln
    run_tests "$filter"
}

run_tests() {
    local filter=$1 output=$POS_ROOT/obj/test.log code=0
    # Processes that live for seconds gain nothing from a JIT that profiles them: it takes a quarter of their time.
    (cd "$POS_ROOT" && DOTNET_TieredPGO=0 dotnet test PosAspire.Tests --no-build --nologo ${filter:+--filter "$filter"} --logger "console;verbosity=normal") 2>&1 | tee "$output" || code=$?
    local passed failed skipped
    read -r passed failed skipped < <(test_counts "$output")
    if [ $((passed + failed)) -eq 0 ]; then say "pos: no test matches '${filter#FullyQualifiedName~}'."; echo "0 passed, 0 failed"; exit 1; fi
    [ "$failed" -eq 0 ] || failures "$output"
    echo "$passed passed, $failed failed${skipped:+, $skipped skipped}"
    [ "$code" -eq 0 ] && [ "$failed" -eq 0 ]
}

# What failed, once more at the end, where it is looked for: the hosts under test write much in between.
failures() {
    echo "pos: these failed:"
    awk '/^  Failed / {left = 8} left-- > 0' "$1" | cut -c1-300
}

# With verbosity normal the runner closes with "Passed: N", "Failed: N", "Skipped: N", each on a line where it is not zero.
test_counts() {
    awk '/^ *Passed: *[0-9]+$/ {p=$NF} /^ *Failed: *[0-9]+$/ {f=$NF} /^ *Skipped: *[0-9]+$/ {s=$NF} END {print p+0, f+0, s}' "$1"
}

# The manifest describes the containers shape; see https://learn.microsoft.com/dotnet/aspire/deployment/manifest-format
pos_publish() {
    [ $# -le 1 ] || wrong_usage "publish takes one file name."
    case "${1:-}" in -*) wrong_usage "publish does not know '$1'. It takes a file name." ;; esac
    local file folder; file=$(realpath -m "${1:-$POS_ROOT/aspire-manifest.json}")
    folder=$file
    [ -d "$folder" ] || folder=$(dirname "$file")
    mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] || fail "the folder $folder cannot be written. Nothing was published."
    need_dotnet
    build PosAspire.AppHost
    cd "$POS_ROOT/PosAspire.AppHost"
    dotnet exec "$app_host" --operation publish --publisher manifest --output-path "$file" >&2 || fail "publishing failed; see above."
    say "pos: wrote $file"
}
