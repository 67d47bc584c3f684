#!/usr/bin/env bash
# Fetches the program files of the local Kafka once: the jars that pom.xml names, about 55 MB, with Maven.
#
#   compose/fetch-kafka.sh            into the program's data folder, where it looks for them
#   compose/fetch-kafka.sh FOLDER     into another folder; the program finds it by PK_KAFKA_JARS=FOLDER
#
# When they are there it does nothing and needs no network.
# Exit codes: 0 they are there; 3 they cannot be had, and one sentence says why.
set -u
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
pom=$here/pom.xml
folder=${1:-${PK_KAFKA_JARS:-${XDG_DATA_HOME:-$HOME/.local/share}/pelatihan-kafka/kafka}}

declare -A text
case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
id*)
    text=(
        [there]='Berkas program Kafka sudah ada: %s'
        [no_maven]='Maven tidak ditemukan. Pasang dengan: apt install maven'
        [fetching]='Mengambil berkas program Kafka (sekitar 55 MB, satu kali saja) ke %s'
        [failed]='Berkas program Kafka tidak dapat diambil (apakah jaringan tersambung?). Pesan Maven: %s'
        [not_writable]='Folder %s tidak dapat ditulisi. Periksa pemilik dan izinnya, lalu ulangi.'
        [done]='Selesai. Berikutnya: ./run.sh env up local'
    )
    ;;
*)
    text=(
        [there]="Kafka's program files are there: %s"
        [no_maven]='There is no Maven. Install it with: apt install maven'
        [fetching]="Fetching Kafka's program files (about 55 MB, once) into %s"
        [failed]="Kafka's program files could not be fetched (is the network connected?). Maven says: %s"
        [not_writable]='The folder %s cannot be written. Check its owner and rights, then start again.'
        [done]='Done. Next: ./run.sh env up local'
    )
    ;;
esac
# say <key> [value…]
say()
{
    # shellcheck disable=SC2059 # the formats are the texts above
    printf "${text[$1]}\n" "${@:2}" >&2
}

# The list comes into the folder last, so a folder with this list is whole.
if cmp -s "$pom" "$folder/pom.xml"; then
    say there "$folder"
    exit 0
fi
if ! command -v mvn >/dev/null; then
    say no_maven
    exit 3
fi
part=$folder.part
if ! mkdir -p "$(dirname -- "$folder")" 2>/dev/null || ! { rm -rf "$part" && mkdir "$part"; } 2>/dev/null; then
    say not_writable "$folder"
    exit 3
fi
trap 'rm -rf "$part"' EXIT
trap 'exit 130' INT TERM
say fetching "$folder"
if ! log=$(mvn -q -B -f "$pom" dependency:copy-dependencies -DoutputDirectory="$part" 2>&1 </dev/null); then
    say failed "$(grep -m1 -F '[ERROR]' <<<"$log" | cut -c1-300)"
    exit 3
fi
cp "$pom" "$part/pom.xml" && rm -rf "$folder" && mv "$part" "$folder" || {
    say not_writable "$folder"
    exit 3
}
say done
