# Read by script/server and script/test: finds Python, makes .venv and installs what is locked.
# POSIX shell. Afterwards "$venv" and "$var" name the folders to use.

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

# As root, PostgreSQL runs as another user, who must be able to enter these folders.
closed_to_others() {
    folder=$1
    while :; do
        [ -n "$(find "$folder" -prune -perm -0001 2>/dev/null)" ] || return 0
        [ "$folder" != / ] || return 1
        folder=$(dirname "$folder")
    done
}

choose_folders() {
    home=$checkout
    if [ "$(id -u)" = 0 ]; then
        umask 022
        if closed_to_others "$checkout"; then
            home=/var/lib/familyhubs-demo/$(printf '%s' "$checkout" | cksum | tr ' ' -)
            say "Other users cannot enter $checkout: keeping .venv and var in $home."
        fi
    fi
    venv=$home/.venv
    var=$home/var
    mkdir -p "$var" 2>/dev/null || stop "This user cannot write to $home."
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for python in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
        if command -v "$python" >/dev/null 2>&1 && is_new_enough "$python"; then
            "$python" -c 'import venv, ensurepip' >/dev/null 2>&1 && return
            without_venv=$python
        fi
    done
    [ -z "${without_venv:-}" ] ||
        stop "$without_venv has no venv or pip. On Debian or Ubuntu: apt install python3-venv"
    stop "Python 3.11 or newer is needed and was not found. Install it, or name one with PYTHON=."
}

# Runs a step so that a signal to this script ends the step too.
step() {
    "$@" </dev/null &
    child=$!
    trap 'kill "$child" 2>/dev/null; wait "$child" 2>/dev/null; exit 130' INT TERM HUP
    wait "$child" || stop "That failed: $*"
    trap - INT TERM HUP
}

make_venv() {
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 && is_new_enough "$venv/bin/python" && return
    find_python
    say "Making $venv with $("$python" --version) …"
    rm -f "$venv/installed"
    step "$python" -m venv --clear "$venv"
}

install_locked() {
    lock=$checkout/requirements-dev.lock
    now=$(cksum <"$lock")
    [ "$now" != "$(cat "$venv/installed" 2>/dev/null)" ] || return 0
    say "Installing the locked packages (wheels only; about a minute the first time) …"
    step "$venv/bin/python" -m pip install --disable-pip-version-check --require-hashes \
        --only-binary :all: --requirement "$lock"
    printf '%s\n' "$now" >"$venv/installed"
}

choose_folders
make_venv
install_locked
