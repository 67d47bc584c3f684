#!/usr/bin/env bash
# Fetches the program files of the real Maxwell once, about 67 MB, with Maven.
#
#   compose/fetch-maxwell.sh [FOLDER]     by default maxwell/ in the program's data folder
exec "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/fetch-jars.sh" maxwell "$@"
