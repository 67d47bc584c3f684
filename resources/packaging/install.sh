#!/usr/bin/env bash
# Installs Pelatihan Kafka from this folder, without a network. Made by ./run.sh bundle.
#
#   sudo bash install.sh              the program, Java, Kafka's and Maxwell's program files, kcat, sqlite3
#   sudo bash install.sh --mariadb    a MariaDB server as well
#   bash install.sh --check           looks whether this computer can be installed from here, changes nothing
#
# Only this folder is asked for packages; what the computer has already stays as it is.
# Exit codes: 0 done; 2 wrong usage; 3 it cannot be installed, and one sentence says why.
set -u
trap 'exit 130' INT TERM
here=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")

declare -A text
case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
id*)
    text=(
        [usage]='Pemakaian: sudo bash install.sh [--mariadb] | bash install.sh --check'
        [incomplete]='Berkas %s tidak ada di folder ini. Salin ulang seluruh foldernya.'
        [other_system]='Folder ini untuk %s (%s), sedangkan komputer ini %s (%s). Tidak ada yang dipasang. Buat folder baru dengan ./run.sh bundle di komputer yang sistemnya sama dengan komputer ini.'
        [no_rights]='Pemasangan memerlukan hak administrator. Jalankan:'
        [checking]='Memeriksa berkas-berkas di folder ini.'
        [damaged]='Berkas ini rusak atau tidak ada: %s. Tidak ada yang dipasang. Salin ulang seluruh foldernya, lalu ulangi.'
        [unfit]='Paket di folder ini tidak cocok dengan yang sudah terpasang di komputer ini; pesan apt di atas menyebutkan sebabnya. Tidak ada yang dipasang. Biasanya komputer ini lebih baru daripada folder ini: buat folder baru dengan ./run.sh bundle setelah memperbarui komputer pembuatnya.'
        [fits]='Komputer ini dapat dipasangi dari folder ini: %s paket baru, %s diperbarui.'
        [installing]='Memasang dari folder ini, tanpa jaringan: %s paket baru, %s diperbarui.'
        [failed]='Pemasangan gagal; pesan apt di atas menyebutkan sebabnya. Setelah diatasi, jalankan lagi perintah ini.'
        [broken]='Paketnya terpasang, tetapi program tidak mau berjalan: %s'
        [done]='Selesai: %s. Jalankan pelatihan-kafka dari menu atau terminal; pelatihan-kafka doctor menyebut apa yang terpasang.'
        [uninstall]='Menghapusnya lagi: sudo apt-get purge pelatihan-kafka pelatihan-kafka-jars && sudo apt-get autoremove'
    )
    ;;
*)
    text=(
        [usage]='Usage: sudo bash install.sh [--mariadb] | bash install.sh --check'
        [incomplete]='The file %s is not in this folder. Copy the whole folder again.'
        [other_system]='This folder is for %s (%s), and this computer has %s (%s). Nothing was installed. Make a new folder with ./run.sh bundle on a computer that has the system of this one.'
        [no_rights]='Installing needs administrator rights. Run:'
        [checking]='Checking the files of this folder.'
        [damaged]='These files are damaged or missing: %s. Nothing was installed. Copy the whole folder again, then start again.'
        [unfit]='The packages of this folder do not go with what this computer has installed; the message of apt above says why. Nothing was installed. Most often this computer is newer than the folder: make a new one with ./run.sh bundle after the computer that makes it was brought up to date.'
        [fits]='This computer can be installed from this folder: %s packages new, %s brought up to date.'
        [installing]='Installing from this folder, without a network: %s packages new, %s brought up to date.'
        [failed]='Installing failed; the message of apt above says why. When that is mended, run this command again.'
        [broken]='The packages are installed, but the program does not run: %s'
        [done]='Done: %s. Start pelatihan-kafka from the menu or a terminal; pelatihan-kafka doctor says what is installed.'
        [uninstall]='To remove it again: sudo apt-get purge pelatihan-kafka pelatihan-kafka-jars && sudo apt-get autoremove'
    )
    ;;
esac
# say <key> [value…]
say()
{
    # shellcheck disable=SC2059 # the formats are the texts above
    printf "${text[$1]}\n" "${@:2}" >&2
}

# refuse <key> [value…]: says why nothing is installed, and ends.
refuse()
{
    say "$@"
    exit 3
}

# --- what was asked for -------------------------------------------------------------------------------------------
check=false
mariadb=false
for argument; do
    case $argument in
    --check) check=true ;;
    --mariadb) mariadb=true ;;
    *)
        say usage
        [[ $argument == --help || $argument == -h ]] && exit 0
        exit 2
        ;;
    esac
done

# --- is it for this computer --------------------------------------------------------------------------------------
declare -A bundle=()
for file in bundle.conf SHA256SUMS packages/Packages; do
    [[ -r $here/$file ]] || refuse incomplete "$file"
done
while IFS='=' read -r key value; do
    bundle[$key]=$value
done <"$here/bundle.conf"
# shellcheck source=/dev/null
system=$(. /etc/os-release 2>/dev/null && echo "${ID:-?} ${VERSION_ID:-?}")
architecture=$(dpkg --print-architecture 2>/dev/null)
if [[ $system != "${bundle[system]}" || $architecture != "${bundle[architecture]}" ]]; then
    refuse other_system "${bundle[system]}" "${bundle[architecture]}" "${system:-?}" "${architecture:-?}"
fi
if ! $check && ((EUID != 0)); then
    say no_rights
    command=(bash "$here/install.sh" "$@")
    if command -v sudo >/dev/null; then
        printf '  sudo %s\n' "${command[*]@Q}" >&2
    else
        printf '  su -c "%s"\n' "${command[*]@Q}" >&2
    fi
    exit 3
fi

# --- is it whole --------------------------------------------------------------------------------------------------
say checking
if ! damaged=$(cd "$here" && LC_ALL=C sha256sum --check --quiet SHA256SUMS 2>/dev/null); then
    damaged=$(sed -n 's/: FAILED.*//p' <<<"$damaged" | paste -sd ' ')
    refuse damaged "${damaged:-SHA256SUMS}"
fi

# --- apt, with this folder as its only source ---------------------------------------------------------------------
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
ln -s "$here/packages" "$work/packages" # a source's address cannot have spaces
echo "deb [trusted=yes] file:$work/packages ./" >"$work/sources.list"
# The hooks that other programs have on a refreshed list are for the computer's own list.
echo 'Dir::Etc::Parts "/dev/null";' >"$work/alone.conf"
apt=(apt-get -q -y -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null
    -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache"
    -o APT::Sandbox::User=root -o APT::Install-Recommends=false
    -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold)
read -ra wanted <<<"${bundle[install]}"
$mariadb && wanted+=(mariadb-server)

if ! chatter=$(APT_CONFIG=$work/alone.conf "${apt[@]}" update 2>&1 </dev/null) \
    || ! chatter=$(LC_ALL=C "${apt[@]}" --simulate install "${wanted[@]}" 2>&1 </dev/null); then
    printf '%s\n' "$chatter" >&2
    refuse unfit
fi
new=$(grep -cE '^Inst [^ ]+ \(' <<<"$chatter")
newer=$(grep -cE '^Inst [^ ]+ \[' <<<"$chatter")
if $check; then
    say fits "$new" "$newer"
    exit 0
fi

say installing "$new" "$newer"
mapfile -t helpers < <(sed -nE 's/^Inst ([^ ]+) \(.*/\1/p' <<<"$chatter" | grep -v '^pelatihan-kafka' \
    | grep -xF -f <(tr ' ' '\n' <<<"${bundle[install]}"))
if ! DEBIAN_FRONTEND=noninteractive "${apt[@]}" install "${wanted[@]}" </dev/null >&2; then
    refuse failed
fi
# They go with the program when it goes.
((${#helpers[@]} == 0)) || apt-mark auto "${helpers[@]}" >/dev/null
if ! answer=$(pelatihan-kafka --version 2>&1); then
    refuse broken "$answer"
fi
say done "$answer"
say uninstall
