# bench, drill: start servers of their own from a Release build; one measures them, the other breaks them.

readonly bench_project=bench/PosAspire.Bench
readonly bench=$POS_ROOT/$bench_project/bin/Release/net10.0/PosAspire.Bench.dll

# Also what the benchmark needs: the programs in Release, PostgreSQL and the cache at hand.
prepare_bench() {
    need_dotnet
    need_program setsid util-linux
    restore_servers
    build "$bench_project" Release
}

pos_bench() {
    need_program pgbench postgresql
    prepare_bench
    exec dotnet exec "$bench" bench "$@"
}

pos_drill() {
    case "${1:-}" in
        last-bottle|same-key|kill-api|kill-db|kill-redis) ;;
        stripe-down) shift; drill_among_tests stripe-down StripeDownDrill.Whole "$@"; return ;;
        kill-payment) shift; drill_among_tests kill-payment KillPaymentDrill.Whole "$@"; return ;;
        simulation) shift; drill_among_tests simulation PaymentSimulationTests.No_seed "$@"; return ;;
        corruption) shift; drill_among_tests corruption CorruptionDrill.Whole "$@"; return ;;
        restore) shift; drill_among_tests restore RestoreDrill.Whole "$@"; return ;;
        *) wrong_usage "drill takes last-bottle, same-key, kill-api, kill-db, kill-redis, stripe-down, kill-payment, simulation, corruption or restore, and --budget MIN." ;;
    esac
    prepare_bench
    exec dotnet exec "$bench" drill "$@"
}

# Drills against the card service's fake, which lives among the tests: the matching test runs, longer than it does there, and writes
# what it finds to a file that is shown meanwhile. They go on to their end unless --budget says otherwise.
drill_among_tests() {
    local name=$1 test=$2; shift 2
    local budget= seeds=10000 orders=1000000
    while [ $# -gt 0 ]; do
        case "$1 ${2:-}" in
            "--budget "[0-9]*) budget=$2 ;;
            "--seeds "[1-9]*) [ "$name" = simulation ] || wrong_usage "only simulation takes --seeds."; seeds=$2 ;;
            "--orders "[1-9]*) [ "$name" = restore ] || wrong_usage "only restore takes --orders."; orders=$2 ;;
            *) wrong_usage "drill $name takes --budget MIN (0.1 to 600)$(case "$name" in simulation) echo ' and --seeds N' ;; restore) echo ' and --orders N' ;; esac)." ;;
        esac
        shift 2
    done
    [[ -z "$budget" || "$budget" =~ ^[0-9]{1,3}(\.[0-9]+)?$ ]] && [[ "$seeds$orders" =~ ^[0-9]{2,18}$ ]] || wrong_usage "--budget is a number of minutes, --seeds and --orders are whole numbers."
    need_dotnet
    restore_servers
    "$servers" prepare postgres >/dev/null || exit 1
    build PosAspire.Tests
    local report=$POS_ROOT/obj/drill-$name.txt log=$POS_ROOT/obj/drill-$name.log code=0
    : >"$report"
    (cd "$POS_ROOT" && POS_DRILL_REPORT=$report POS_DRILL_BUDGET=$budget POS_SEEDS=$seeds POS_DRILL_ORDERS=$orders exec dotnet test PosAspire.Tests --no-build --nologo --filter "FullyQualifiedName~$test") >"$log" 2>&1 &
    runner=$!
    trap 'kill "$runner" 2>/dev/null || true' EXIT
    tail -n +1 -s 0.5 --pid="$runner" -f "$report"
    wait "$runner" || code=1
    grep -q "^drill $name " "$report" || { tail -n 40 "$log" >&2; echo "drill $name failed"; code=1; }
    return "$code"
}
