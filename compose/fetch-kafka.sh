#!/usr/bin/env bash
# Fetches the program files of the local Kafka once, about 55 MB, with Maven. Next: ./run.sh env up local
#
#   compose/fetch-kafka.sh            into the program's data folder, where it looks for them
#   compose/fetch-kafka.sh FOLDER     into another folder; the program finds it by PK_KAFKA_JARS=FOLDER
exec "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/fetch-jars.sh" kafka "$@"
