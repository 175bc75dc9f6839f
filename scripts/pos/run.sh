# up, down, status, logs, restart: the copy of PosAspire that runs from this clone.

readonly start_limit_seconds=180
readonly stop_limit_seconds=15

host_pid() {
    local pid; pid=$(cat "$run/host.pid" 2>/dev/null) || return 1
    [ -r "/proc/$pid/cmdline" ] && tr '\0' ' ' <"/proc/$pid/cmdline" | grep -q 'PosAspire.AppHost.dll' && echo "$pid"
}

# The dashboard of the running copy: its address and token were written by up.
dashboard() {
    local method=$1 path=$2; shift 2
    [ -s "$run/dashboard" ] || return 1
    local url token; read -r url token <"$run/dashboard"
    printf 'header = "Authorization: Bearer %s"\n' "$token" | curl --silent --show-error --config - --request "$method" "$@" "$url$path"
}

need_running() { host_pid >/dev/null || { say "pos: PosAspire is not running from this clone. ./pos up starts it."; exit 3; }; }

# One line a resource: name, state, health, restarts, addresses.
resources() {
    local answer; answer=$(dashboard GET /api/resources --fail 2>/dev/null) || return 1
    node -e '
        const { resources } = JSON.parse(require("fs").readFileSync(0, "utf8"));
        for (const r of resources)
            console.log([r.name, r.state, r.health ?? "-", r.restarts ?? 0, (r.urls ?? []).map(u => u.url ?? u).join(" ") || "-"].join("\t"));' <<<"$answer"
}

pos_status() {
    [ $# -eq 0 ] || wrong_usage "status takes no arguments."
    need_running
    local lines; lines=$(resources) || fail "PosAspire runs (pid $(host_pid)) but its dashboard does not answer."
    { printf 'RESOURCE\tSTATE\tHEALTH\tRESTARTS\tADDRESS\n'; echo "$lines"; } | column -t -s $'\t'
    ! echo "$lines" | grep -vqE $'^[^\t]*\t(Running\t(Healthy|-)|Finished|Active)' || exit 1
}

# Ready: everything that stays runs and is healthy, everything that runs once has finished.
all_ready() { local lines; lines=$(resources) && [ -n "$lines" ] && ! echo "$lines" | grep -vqE $'^[^\t]*\t(Running\t(Healthy|-)|Finished|Active)'; }

wait_until_ready() {
    local pid=$1 end=$((SECONDS + start_limit_seconds))
    while [ $SECONDS -lt $end ]; do
        kill -0 "$pid" 2>/dev/null || return 1
        if all_ready; then return 0; fi
        sleep 0.5
    done
    return 2
}

banner() {
    local url token; read -r url token <"$run/dashboard"
    cat <<TEXT

  PosAspire is up.

    Till             http://localhost:$((5173 + offset))/till
    Menu for guests  http://localhost:$((5173 + offset))/menu
    API              http://localhost:$((3000 + offset))/health   (restaurant: http://localhost:$((8080 + offset))/health)
    Dashboard        $url/login?t=$token

    Demo people, only ever made by this command; all have the password pos-demo-2026, and at a register the PIN:
      admin 900001 · manager 900002 · cashier 900003 · server 900004 · kitchen 900005

TEXT
}

take_lock() {
    mkdir -p "$run" || fail "the folder $run cannot be made. Choose another: POS_DATA=… ./pos up"
    exec 9>>"$run/lock"
    flock --nonblock 9 && return
    if host_pid >/dev/null; then fail "PosAspire runs from this clone already (pid $(host_pid)). ./pos status shows it, ./pos down stops it."; fi
    say "pos: the copy that ran here is still stopping; waiting for it."
    flock --timeout "$stop_limit_seconds" 9 || fail "it has not stopped after $stop_limit_seconds seconds, or another './pos up' is at work here. Try again in a few seconds."
}

pos_up() {
    local detach=no
    while [ $# -gt 0 ]; do case "$1" in
        --detach|-d) detach=yes; shift ;;
        *) wrong_usage "up does not know '$1'. It takes --detach only." ;;
    esac; done
    need_dotnet
    need_program curl curl
    need_program node nodejs
    "$servers" prepare >/dev/null || exit 1 # the folders: the lock lives there
    take_lock
    restore_servers 9>&-
    "$servers" prepare postgres >/dev/null || exit 1
    build PosAspire.AppHost

    local token; token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    (umask 077; echo "http://localhost:$((dashboard_port + offset)) $token" >"$run/dashboard"; echo "$offset" >"$run/offset")
    export DOTNET_ENVIRONMENT=Development ASPIRE_ALLOW_UNSECURED_TRANSPORT=true POS_PORT_OFFSET=$offset
    export ASPNETCORE_URLS=http://localhost:$dashboard_port ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN=$token
    cd "$POS_ROOT/PosAspire.AppHost"
    if [ "$detach" = yes ]; then up_detached; else up_foreground; fi
}

# The host takes this process's place, so that Ctrl-C and exit codes are its own; a helper prints the addresses.
up_foreground() {
    local pid=$BASHPID
    echo "$pid" >"$run/host.pid"
    { if wait_until_ready "$pid"; then banner; fi; } 9>&- &
    exec dotnet exec "$app_host"
}

up_detached() {
    mkdir -p "$data/logs"
    # The host prints the dashboard's token: for its owner only.
    (umask 077; : >"$data/logs/host.log"); chmod 600 "$data/logs/host.log"
    # Every resource's lines end up there: without a limit it would fill the disk in the end.
    setsid nohup dotnet exec "$app_host" </dev/null > >(exec setsid node "$POS_ROOT/scripts/pos/keep-log.mjs" "$data/logs/host.log" 9>&-) 2>&1 &
    local pid=$! code=0
    echo "$pid" >"$run/host.pid"
    wait_until_ready "$pid" || code=$?
    case $code in
        0) banner ;;
        1) tail -n 20 "$data/logs/host.log" >&2; fail "it stopped while starting; the last lines are above." ;;
        *) resources >&2 || true; fail "not everything was ready after $start_limit_seconds seconds; it goes on trying. ./pos logs shows why, ./pos down stops it." ;;
    esac
}

pos_down() {
    [ $# -eq 0 ] || wrong_usage "down takes no arguments."
    need_running
    local pid; pid=$(host_pid)
    kill -TERM "$pid"
    local end=$((SECONDS + stop_limit_seconds))
    while [ $SECONDS -lt $end ]; do
        kill -0 "$pid" 2>/dev/null || { say "pos: stopped."; return 0; }
        sleep 0.2
    done
    fail "the host (pid $pid) has not stopped after $stop_limit_seconds seconds; ./pos logs shows why."
}

# A name goes into an address.
is_name() { case "$1" in ''|*[!A-Za-z0-9._-]*) return 1 ;; esac; }
no_resource() { fail "there is no resource '$1'. ./pos status lists them."; }

pos_logs() {
    local resource='' follow=false
    while [ $# -gt 0 ]; do case "$1" in
        -f|--follow) follow=true; shift ;;
        -*) wrong_usage "logs does not know '$1'. It takes a resource and -f." ;;
        *) [ -z "$resource" ] || wrong_usage "logs takes one resource."; resource=$1; shift ;;
    esac; done
    need_running
    if [ -z "$resource" ]; then dashboard GET "/api/logs?follow=$follow" --no-buffer --fail
    else is_name "$resource" && dashboard GET "/api/resources/$resource/logs?follow=$follow" --no-buffer --fail 2>/dev/null || no_resource "$resource"
    fi
}

pos_restart() {
    [ $# -eq 1 ] || wrong_usage "restart takes one resource; ./pos status lists them."
    need_running
    is_name "$1" || no_resource "$1"
    case $(dashboard POST "/api/resources/$1/restart" --output /dev/null --write-out '%{http_code}') in
        2*) say "pos: restarting $1." ;;
        404) no_resource "$1" ;;
        *) fail "$1 could not be restarted; ./pos logs $1 shows why." ;;
    esac
}
