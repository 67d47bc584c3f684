#!/usr/bin/env bash
# Installs what is missing, builds the program, and starts it with the arguments given.
# ./run.sh bundle makes a folder instead, from which it is installed on computers without a network.
# Exit codes: the program's own; 3 when it cannot be installed or built.
set -u
trap 'exit 130' INT
root=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source=.ci/lib.sh
source "$root/.ci/lib.sh"

[[ ${1:-} != bundle ]] || exec "$root/resources/packaging/bundle.sh" "${@:2}"
install_missing "${build_packages[@]}"
program=$root/build/release/bin/pelatihan-kafka
# A copy that may not be written to, as on shared classroom machines, starts what was built in it before.
if [[ -w $root || ! -x $program ]] && ! build_preset release pelatihan-kafka; then
    say build_failed
    exit 3
fi
exec "$program" "$@"
