# Shared by run.sh, test.sh and .ci/run: which packages are needed, how they are installed, how a preset is built,
# and every sentence that the scripts say. Sourced by bash; expects $root, the folder of the repository.
#
# Everything is said on stderr: stdout belongs to the program that run.sh starts.

# --- what must be installed (Debian 12 and Ubuntu 24.04 use the same names) ---------------------------------------
build_packages=(cmake ninja-build g++ pkg-config ccache qt6-base-dev libqt6opengl6-dev qt6-charts-dev qt6-svg-dev qt6-l10n-tools libqt6sql6-sqlite libqt6sql6-mysql
    librdkafka-dev rapidjson-dev libsqlite3-dev libmariadb-dev libssl-dev libjemalloc-dev libsecret-1-dev)
test_packages=(python3 kcat sqlite3)
# For the tests that start a real Kafka or MariaDB, or programs in Python beside ours, and for nobody else: without them
# these tests are skipped, with the reason. The -core packages of MariaDB start no service. PHP reads the programs of
# compose for mistakes, docker-compose its file, and secrets are kept in a keyring that nobody else sees.
real_packages=(default-jre-headless maven mariadb-server-core mariadb-client-core python3-venv php-cli docker-compose
    dbus-daemon gnome-keyring)
# For ./run.sh bundle alone.
bundle_packages=(dpkg-dev file maven default-jre-headless python3)

# --- what is said -------------------------------------------------------------------------------------------------
declare -A text
case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
id*)
    text=(
        [missing]='Paket yang belum terpasang: %s'
        [installing]='Memasang paket dengan apt. Ini perlu jaringan dan hanya terjadi satu kali.'
        [sudo]='Pemasangan memerlukan hak administrator; sudo menanyakan kata sandi Anda.'
        [no_rights]='Paket ini harus dipasang oleh administrator. Jalankan perintah berikut, lalu ulangi:'
        [no_apt]='apt-get tidak ada di sistem ini. Pasang paket yang setara dengan: %s'
        [update_failed]='Daftar paket tidak dapat diperbarui (apakah jaringan tersambung?). Memakai daftar yang lama.'
        [install_failed]='Pemasangan paket gagal; pesan apt di atas menyebutkan sebabnya. Perintahnya:'
        [moved]='Folder ini dipindahkan sejak dibangun terakhir kali; hasil build yang lama dihapus.'
        [configuring]='Menyiapkan build (%s).'
        [building]='Membangun program. Yang pertama kali perlu beberapa menit.'
        [waiting]='Proses lain sedang membangun di folder ini; menunggu sampai selesai.'
        [not_writable]='Folder %s tidak dapat ditulisi. Periksa pemilik dan izinnya, lalu ulangi.'
        [build_failed]='Program gagal dibangun; pesan di atas menyebutkan sebabnya. Tidak ada yang dijalankan.'
        [left_out_slow]='Tidak dijalankan: %s tes berlabel slow (beberapa menit). ./test.sh --all menjalankannya.'
        [left_out_rdkafka]='Tidak dijalankan: %s. Tes ini memakai librdkafka, yang membuat thread dengan cara yang tidak dikenal ThreadSanitizer.'
        [without_real]='Tanpa paket itu, tes dengan Kafka atau MariaDB sungguhan dilewati; tes lainnya tetap dijalankan.'
        [again]='Tes yang gagal dijalankan sekali lagi, satu per satu.'
        [summary]='Ringkasan'
    )
    ;;
*)
    text=(
        [missing]='Packages that are not installed yet: %s'
        [installing]='Installing them with apt. This needs the network, and happens once.'
        [sudo]='Installing needs administrator rights; sudo asks for your password.'
        [no_rights]='These packages must be installed by an administrator. Run this command, then start again:'
        [no_apt]='There is no apt-get on this system. Install what corresponds to: %s'
        [update_failed]='The list of packages could not be refreshed (is the network connected?). Using the old list.'
        [install_failed]='The packages could not be installed; the message of apt above says why. The command was:'
        [moved]='This folder was moved since it was last built; the old build is removed.'
        [configuring]='Preparing the build (%s).'
        [building]='Building the program. The first time takes some minutes.'
        [waiting]='Another process is building in this folder; waiting for it.'
        [not_writable]='The folder %s cannot be written. Check its owner and rights, then start again.'
        [build_failed]='The program could not be built; the messages above say why. Nothing was started.'
        [left_out_slow]='Left out: %s tests labelled slow (they take minutes). ./test.sh --all runs them.'
        [left_out_rdkafka]='Left out: %s. They use librdkafka, which creates threads in a way that ThreadSanitizer does not follow.'
        [without_real]='Without them the tests with a real Kafka or MariaDB are skipped; the others run.'
        [again]='Running once more what failed, one at a time.'
        [summary]='Summary'
    )
    ;;
esac

# say <key> [value…]
say()
{
    # shellcheck disable=SC2059 # the formats are the texts above
    printf "${text[$1]}\n" "${@:2}" >&2
}

# --- installing ---------------------------------------------------------------------------------------------------

# install_missing <package…>: installs those that dpkg does not have. Exits with 3 when that cannot be done.
install_missing()
{
    local installed missing=() package
    installed=" $(dpkg-query -W -f='${db:Status-Status}/${Package} ' "$@" 2>/dev/null)"
    for package; do
        [[ $installed == *" installed/$package "* ]] || missing+=("$package")
    done
    ((${#missing[@]} == 0)) && return 0
    say missing "${missing[*]}"
    if ! command -v apt-get >/dev/null; then
        say no_apt "${missing[*]}"
        exit 3
    fi

    local install=(apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}")
    local by_hand="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
    local as_root=(env DEBIAN_FRONTEND=noninteractive)
    if ((EUID != 0)); then
        if ! can_sudo; then
            say no_rights
            if command -v sudo >/dev/null; then
                printf '  sudo sh -c "%s"\n' "$by_hand" >&2
            else
                printf '  su -c "%s"\n' "$by_hand" >&2
            fi
            exit 3
        fi
        as_root=(sudo env DEBIAN_FRONTEND=noninteractive)
    fi
    say installing
    "${as_root[@]}" apt-get update </dev/null >&2 || say update_failed
    if ! "${as_root[@]}" "${install[@]}" </dev/null >&2; then
        say install_failed
        printf '  %s\n' "$by_hand" >&2
        exit 3
    fi
}

# True when sudo works without a password, or somebody is there to type one.
can_sudo()
{
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null && return 0
    [[ -z ${CI:-} ]] && (: </dev/tty) 2>/dev/null || return 1
    say sudo
    sudo -v
}

# --- building -----------------------------------------------------------------------------------------------------

# build_preset <preset> [target…]: configures when needed and builds. With nothing to do it says nothing and takes
# a fraction of a second. Two starts at once in one folder wait for each other. What $while_building names is called
# with the build's folder as soon as it is configured, and runs beside the compiler.
build_preset()
{
    local preset=$1 build=$root/build/$1 targets=()
    shift
    (($# > 0)) && targets=(--target "$@")
    if ! mkdir -p "$build" 2>/dev/null || [[ ! -w $build ]]; then
        say not_writable "$build"
        return 1
    fi
    local lock
    exec {lock}>"$root/build/$preset.lock"
    if ! flock -n "$lock"; then
        say waiting
        flock "$lock"
    fi
    local status beside=
    configure_preset "$preset"
    status=$?
    if ((status == 0)); then
        if [[ -n ${while_building:-} ]]; then
            "$while_building" "$build" </dev/null {lock}>&- &
            beside=$!
        fi
        compile "$build" "${targets[@]}"
        status=$?
        if [[ -n $beside ]]; then
            ((status == 0)) || kill "$beside" 2>/dev/null # what does not compile is said at once
            wait "$beside"
        fi
    fi
    exec {lock}>&-
    return $status
}

configure_preset()
{
    local preset=$1 build=$root/build/$1
    # CMake refuses a build folder that was made at another path, for instance on another machine's USB stick.
    if [[ -f $build/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$build/CMakeCache.txt"; then
        say moved
        rm -rf "$build"
    fi
    # Ninja notices changed CMakeLists.txt files by itself, but not changed presets.
    if [[ ! -f $build/configured || $root/CMakePresets.json -nt $build/configured ]]; then
        say configuring "$preset"
        (cd "$root" && cmake --preset "$preset" --log-level=NOTICE) >&2 </dev/null && touch "$build/configured"
    fi
}

compile()
{
    local build=$1
    shift
    [[ -f $build/.ninja_log ]] || say building
    cmake --build "$build" --parallel "$(jobs_at_once)" "$@" </dev/null 2>&1 \
        | grep --line-buffered -vE 'ninja: no work to do|Re-checking globbed directories' >&2
    return "${PIPESTATUS[0]}"
}

# One compiler per processor, but only as many as the memory carries: about 900 MB each.
jobs_at_once()
{
    local fits
    fits=$(awk '/^MemAvailable/ { print int($2 / 900000) }' /proc/meminfo)
    local jobs
    jobs=$(nproc)
    ((fits < jobs)) && jobs=$fits
    echo $((jobs > 0 ? jobs : 1))
}
