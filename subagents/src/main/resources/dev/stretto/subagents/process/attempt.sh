# --- The words to run are set above, as positional parameters. ---
# Nothing below forks but the command, and no variable's name is likely to be one of the command's environment.

# This shell's own words ("Killed", "Terminated") are not the command's: they go nowhere.
exec 3>&2 2>/dev/null

# A signal to the whole group ends the command, not this shell, which still has to write down how the command ended.
# Unlike ignored signals, trapped ones are back to normal in the command.
trap : HUP INT QUIT USR1 USR2 PIPE ALRM TERM

_stretto_attempt=${0%/*}

# Fields of /proc/PID/stat are counted after the name in parentheses, which may hold anything: 20 is the start.
_stretto_identify() {
    read -r _stretto_stat < "/proc/$$/stat"
    set -- ${_stretto_stat##*) }
    _stretto_started=${20}
}
_stretto_identify
read -r _stretto_boot < /proc/sys/kernel/random/boot_id

# Who carries the attempt out, written before the command starts. The file is made exclusively: of two engines that start
# the same attempt, one does. It counts as written once its line ends.
set -C
printf '%s\n' "$$ $_stretto_started $_stretto_boot $STRETTO_ATTEMPT_ID" > "$_stretto_attempt/process" || exit 125
set +C

# Room for the exit status, so that it can be written down on a disk that is full by then.
printf '%s\n' '                              ' > "$_stretto_attempt/ending"

(exec "$@" 2>&3 3>&-)
_stretto_code=$?

# How it ended, and when by the clock that starts with the machine and that nobody can set.
read -r _stretto_uptime _stretto_idle < /proc/uptime
set -- "$_stretto_code $_stretto_uptime"
printf '%s\n' "$1" > "$_stretto_attempt/exit" || printf '%s\n' "$1" 1<> "$_stretto_attempt/ending"
exit "$_stretto_code"
