#!/usr/bin/env bash
# Brings resources/i18n/*.ts up to date with the sentences in the code. New ones are marked as unfinished; a test
# fails until each of them has a translation. With a folder as argument the files are written there instead.
set -eu
root=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")
target=${1:-$root/resources/i18n}
lupdate=$(qtpaths6 --query QT_HOST_BINS)/lupdate

cd "$root"
folders=()
for folder in core gui resources; do
    [[ -d $folder ]] && folders+=("$folder")
done
[[ $target -ef resources/i18n ]] || cp resources/i18n/*.ts "$target"
# Without locations a moved line changes nothing in the file.
"$lupdate" -silent -locations none -no-obsolete -source-language en -target-language id \
    "${folders[@]}" -ts "$target/pelatihan-kafka_id.ts"
