# Outlives a host that is killed, and ends what it left running.
# Input: "+ GROUP" when a process group starts, "- GROUP" when it has ended. Only the host holds the other end of
# this pipe, so the end of the input means that the host is gone, however it went.
exec >/dev/null 2>&1
cd /
trap '' HUP INT TERM
while read -r sign group; do
    case $group in '' | *[!0-9]* | 0 | 1) continue ;; esac
    case $sign in
        +) groups[group]=1 ;;
        -) unset "groups[group]" ;;
    esac
done

signal() {
    for group in "${!groups[@]}"; do
        kill "-$1" -- "-$group" || unset "groups[group]"
    done
}

signal TERM
for ((tenths = 0; tenths < 50; tenths++)); do
    signal 0
    ((${#groups[@]})) || exit 0
    sleep 0.1
done
signal KILL
