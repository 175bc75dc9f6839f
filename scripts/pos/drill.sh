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
        *) wrong_usage "drill takes last-bottle, same-key, kill-api, kill-db or kill-redis, and --budget MIN." ;;
    esac
    prepare_bench
    exec dotnet exec "$bench" drill "$@"
}
