#!/usr/bin/env bash
# Fetches program files that run in Java once, with Maven: the jars that a pom.xml names. Called by fetch-kafka.sh and
# fetch-maxwell.sh.
#
#   compose/fetch-jars.sh kafka|maxwell [FOLDER]
#
# Without a folder they go where PK_KAFKA_JARS or PK_MAXWELL_JARS says, or into the program's data folder.
# When they are there it does nothing and needs no network.
# Exit codes: 0 they are there; 2 wrong usage; 3 they cannot be had, and one sentence says why.
set -u
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
data=${XDG_DATA_HOME:-$HOME/.local/share}/pelatihan-kafka
case "${1:-}" in
kafka)
    name=Kafka size=55 next='./run.sh env up local'
    pom=$here/pom.xml
    folder=${2:-${PK_KAFKA_JARS:-$data/kafka}}
    ;;
maxwell)
    name=Maxwell size=67 next='./run.sh run --env local --source maxwell --input mysql://…'
    pom=$here/maxwell/pom.xml
    folder=${2:-${PK_MAXWELL_JARS:-$data/maxwell}}
    ;;
*)
    echo "usage: fetch-jars.sh kafka|maxwell [FOLDER]" >&2
    exit 2
    ;;
esac

declare -A text
case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
id*)
    text=(
        [there]='Berkas program %s sudah ada: %s'
        [no_maven]='Maven tidak ditemukan. Pasang dengan: apt install maven'
        [fetching]='Mengambil berkas program %s (sekitar %s MB, satu kali saja) ke %s'
        [failed]='Berkas program %s tidak dapat diambil (apakah jaringan tersambung?). Pesan Maven: %s'
        [not_writable]='Folder %s tidak dapat ditulisi. Periksa pemilik dan izinnya, lalu ulangi.'
        [next]='Selesai. Berikutnya: %s'
    )
    ;;
*)
    text=(
        [there]="%s's program files are there: %s"
        [no_maven]='There is no Maven. Install it with: apt install maven'
        [fetching]="Fetching %s's program files (about %s MB, once) into %s"
        [failed]="%s's program files could not be fetched (is the network connected?). Maven says: %s"
        [not_writable]='The folder %s cannot be written. Check its owner and rights, then start again.'
        [next]='Done. Next: %s'
    )
    ;;
esac
# say <key> [value…]
say()
{
    # shellcheck disable=SC2059 # the formats are the texts above
    printf "${text[$1]}\n" "${@:2}" >&2
}

folder=$(realpath -m -- "$folder") # Maven would take it from where the list is
# The list comes into the folder last, so a folder with this list is whole.
if cmp -s "$pom" "$folder/pom.xml"; then
    say there "$name" "$folder"
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
say fetching "$name" "$size" "$folder"
if ! log=$(mvn -q -B -f "$pom" dependency:copy-dependencies -DoutputDirectory="$part" 2>&1 </dev/null); then
    say failed "$name" "$(grep -m1 -F '[ERROR]' <<<"$log" | cut -c1-300)"
    exit 3
fi
cp "$pom" "$part/pom.xml" && rm -rf "$folder" && mv "$part" "$folder" || {
    say not_writable "$folder"
    exit 3
}
say next "$next"
