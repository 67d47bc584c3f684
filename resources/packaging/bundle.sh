#!/usr/bin/env bash
# Makes a folder from which the program is installed without a network, on computers with the system of this one.
#
#   ./run.sh bundle [FOLDER]     into FOLDER, by default build/bundle
#
# It needs a network: apt and Maven fetch some 300 MB the first time, and only what is new later.
# Exit codes: 0 the folder is there, its path is printed; 2 wrong usage; 3 it cannot be made, and a sentence says why.
set -u
trap 'exit 130' INT TERM
packaging=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
root=$(dirname -- "$(dirname -- "$packaging")")
# shellcheck source=.ci/lib.sh
source "$root/.ci/lib.sh"
case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
id*)
    text+=(
        [usage]='Pemakaian: ./run.sh bundle [FOLDER]'
        [unknown_system]='Sistem ini tidak dikenal: /etc/os-release atau dpkg tidak ada.'
        [packing]='Membuat paket program.'
        [no_package]='Paket program tidak dapat dibuat; pesan di atas menyebutkan sebabnya.'
        [no_jars]='Berkas program Kafka dan Maxwell tidak dapat diambil; pesan di atas menyebutkan sebabnya.'
        [resolving]='Mencari semua paket yang diperlukan di sistem %s yang masih kosong.'
        [no_list]='Daftar paket tidak dapat diambil (apakah jaringan tersambung?). Pesan apt: %s'
        [unresolved]='Tidak semua paket yang diperlukan ada di sumber apt komputer ini: %s'
        [fetching]='Mengambil %s paket dengan apt.'
        [no_packages]='Paket tidak dapat diambil (apakah jaringan tersambung?). Pesan apt: %s'
        [licences]='Mengumpulkan lisensi.'
        [no_licences]='Lisensi tidak dapat dikumpulkan: %s'
        [incomplete]='Folder yang dibuat tidak lengkap: %s'
        [done]='Selesai, %s paket, %s. Salin seluruh folder ini ke komputer lain, lalu di sana: sudo bash install.sh'
    )
    ;;
*)
    text+=(
        [usage]='Usage: ./run.sh bundle [FOLDER]'
        [unknown_system]='This system is not known: there is no /etc/os-release or no dpkg.'
        [packing]="Making the program's package."
        [no_package]="The program's package could not be made; the messages above say why."
        [no_jars]="Kafka's and Maxwell's program files could not be fetched; the message above says why."
        [resolving]='Looking for all the packages that an empty system of %s needs.'
        [no_list]='The list of packages could not be fetched (is the network connected?). apt says: %s'
        [unresolved]="Not all the packages that are needed are in this computer's apt sources: %s"
        [fetching]='Fetching %s packages with apt.'
        [no_packages]='The packages could not be fetched (is the network connected?). apt says: %s'
        [licences]='Collecting the licences.'
        [no_licences]='The licences could not be collected: %s'
        [incomplete]='The folder that was made is not complete: %s'
        [done]='Done, %s packages, %s. Copy this whole folder to other computers, and there: sudo bash install.sh'
    )
    ;;
esac

# refuse <key> [value…]: says why there is no folder, and ends.
refuse()
{
    say "$@"
    exit 3
}

# The complaints among what apt or Maven printed, on one line.
complaints()
{
    grep -E '^(E:|W:|\[ERROR\]|  ?[^ ]+ : )' <<<"$1" | head -n 4 | paste -sd ' ' | cut -c1-600
}

case "${1:-}" in
-h | --help)
    say usage
    exit 0
    ;;
-*)
    say usage
    exit 2
    ;;
esac
(($# > 1)) && {
    say usage
    exit 2
}

# --- what it is for -----------------------------------------------------------------------------------------------
# shellcheck source=/dev/null
read -r id release < <(. /etc/os-release 2>/dev/null && echo "${ID:-} ${VERSION_ID:-}")
architecture=$(dpkg --print-architecture 2>/dev/null)
[[ -n ${id:-} && -n ${release:-} && -n $architecture ]] || refuse unknown_system
install_missing "${build_packages[@]}" "${bundle_packages[@]}"

# Whatever takes long to make or fetch stays here for the next time.
work=$root/build/bundle/.work
out=$(realpath -m -- "${1:-$root/build/bundle}")
mkdir -p "$work" 2>/dev/null || refuse not_writable "$work"
mkdir -p "$out" 2>/dev/null && [[ -w $out ]] || refuse not_writable "$out"

# --- the program's packages ---------------------------------------------------------------------------------------
build_preset release pelatihan-kafka || refuse build_failed
say packing
rm -rf "$work/deb" "$work/jars"
mkdir -p "$work/deb"
(cd "$root/build/release" && cpack -G DEB -B "$work/deb") >"$work/cpack.log" 2>&1 || {
    cat "$work/cpack.log" >&2
    refuse no_package
}
rm -rf "$work/deb/_CPack_Packages"
program=$(echo "$work/deb"/pelatihan-kafka_*_"$architecture".deb)
version=$(dpkg-deb --field "$program" Version) || refuse no_package

for name in kafka maxwell; do
    "$root/compose/fetch-jars.sh" "$name" "$work/$name" 2>"$work/fetch.log"
    status=$?
    ((status == 0)) || cat "$work/fetch.log" >&2
    ((status == 0)) || refuse no_jars
done
say licences
# Where Maven keeps what the jars say of themselves. It resets colours that it never set.
where=(mvn -q -B help:evaluate -Dexpression=settings.localRepository -DforceStdout)
repository=$({ "${where[@]}" -o || "${where[@]}"; } 2>&1 </dev/null | sed 's/\x1b\[[0-9;]*m//g' | tail -n 1)
[[ -d $repository ]] || refuse no_licences "$repository"
jars=$work/jars
documents=$jars/usr/share/doc/pelatihan-kafka-jars
mkdir -p "$jars/DEBIAN" "$jars/usr/share/pelatihan-kafka" "$documents"
cp -R "$work/kafka" "$work/maxwell" "$jars/usr/share/pelatihan-kafka/" || refuse not_writable "$work"
problem=$(python3 -B "$packaging/licences.py" jars "$documents" "$repository" "$work/kafka" "$work/maxwell" 2>&1) \
    || refuse no_licences "$problem"
cat >"$jars/DEBIAN/control" <<END
Package: pelatihan-kafka-jars
Version: $version
Architecture: all
Maintainer: $(dpkg-deb --field "$program" Maintainer)
Installed-Size: $(du -sk "$jars/usr" | cut -f1)
Depends: default-jre-headless (>= 2:1.17) | java17-runtime-headless
Enhances: pelatihan-kafka
Section: java
Priority: optional
Description: program files of Apache Kafka and Maxwell for Pelatihan Kafka
 With them the program starts a real Kafka of one or three nodes on this
 computer. Maxwell reads the changes of a MySQL or MariaDB database.
END
chmod -R u=rwX,go=rX "$jars"
# Jars are compressed already.
chatter=$(dpkg-deb --root-owner-group -Zgzip -z1 --build "$jars" "$work/deb" 2>&1) || {
    printf '%s\n' "$chatter" >&2
    refuse no_package
}

# --- what they need of the distribution ---------------------------------------------------------------------------
# As on a computer on which nothing is installed: what this one has happens to be here. The base system's own packages
# are in it, too: where a computer has an older point release of them, others of the folder want them newer.
say resolving "$id $release"
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial"
: >"$work/nothing-installed"
case $id in
debian) origin=Debian ;;
ubuntu) origin=Ubuntu ;;
*) origin='*' ;;
esac
# Where several sources have a package, the distribution's own: the other computers have no other sources.
printf 'Package: *\nPin: release o=%s\nPin-Priority: 500\n\nPackage: *\nPin: release o=*\nPin-Priority: -1\n' \
    "$origin" >"$work/preferences"
# The ways to the network are this computer's; its hooks and habits are not.
{
    apt-config dump | grep -E '^Acquire::(http|https|Retries|ForceIPv|Proxy)'
    cat <<END
Dir::State "$work/state";
Dir::State::Status "$work/nothing-installed";
Dir::Cache "$work/cache";
Dir::Etc::Parts "/dev/null";
Dir::Etc::Main "/dev/null";
Dir::Etc::Preferences "$work/preferences";
Dir::Etc::PreferencesParts "/dev/null";
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Install-Recommends "false";
APT::Sandbox::User "";
Debug::NoLocking "true";
END
} >"$work/apt.conf"
# apt_get <argument…>
apt_get()
{
    APT_CONFIG=$work/apt.conf LC_ALL=C apt-get -q -y "$@" 2>&1 </dev/null
}

wanted=(pelatihan-kafka pelatihan-kafka-jars libqt6sql6-mysql kcat sqlite3 default-jre-headless)
ours=("$work/deb"/*.deb)
# A source that cannot be reached is a warning for apt, and its old list would do.
if ! chatter=$(apt_get update -o APT::Update::Error-Mode=any); then
    refuse no_list "$(complaints "$chatter")"
fi
plan=$(apt_get --simulate install "${ours[@]}" "${wanted[@]:2}" mariadb-server) \
    || refuse unresolved "$(complaints "$plan")"
say fetching "$(grep -c '^Inst ' <<<"$plan")"
if ! chatter=$(apt_get --download-only install "${ours[@]}" "${wanted[@]:2}" mariadb-server); then
    refuse no_packages "$(complaints "$chatter")"
fi

# --- the folder ---------------------------------------------------------------------------------------------------
name=pelatihan-kafka-$version-$id$release-$architecture
new=$out/.$name.part
rm -rf "$new"
mkdir -p "$new/packages" "$new/licences" "$new/source" || refuse not_writable "$out"
trap 'rm -rf "$new"' EXIT
cp "${ours[@]}" "$new/packages/" || refuse not_writable "$out"
while read -r package its_version its_architecture; do
    [[ $package == pelatihan-kafka* ]] && continue
    # A colon cannot be in the name of a file on a USB stick.
    cp "$work/cache/archives/${package}_${its_version//:/%3a}_$its_architecture.deb" \
        "$new/packages/${package}_${its_version#*:}_$its_architecture.deb" || refuse incomplete "$package"
done < <(sed -nE 's/^Inst ([^ ]+) \(([^ ]+) .*\[([^]]+)\]\).*/\1 \2 \3/p' <<<"$plan")
(cd "$new/packages" && dpkg-scanpackages --multiversion . /dev/null) >"$new/packages.list" 2>"$work/scan.log" \
    || refuse incomplete "$(tail -n 1 "$work/scan.log")"
mv "$new/packages.list" "$new/packages/Packages"
problem=$(python3 -B "$packaging/licences.py" packages "$new/licences" "$new/packages" 2>&1) \
    || refuse no_licences "$problem"
cp -R "$documents" "$new/licences/jars"
# The program's own, as it was built; a copy without its history is packed as it is.
if files=$(git -C "$root" ls-files --cached --others --exclude-standard -z 2>/dev/null | tr '\0' '\n') && [[ -n $files ]]; then
    sed "s,^,./," <<<"$files" >"$work/source.list"
else
    (cd "$root" && find . -path ./build -prune -o -path ./.git -prune -o -type f -print) >"$work/source.list"
fi
tar -C "$root" --transform "s,^\.,pelatihan-kafka-$version," --owner=0 --group=0 --ignore-failed-read -czf \
    "$new/source/pelatihan-kafka-$version.tar.gz" -T "$work/source.list" || refuse not_writable "$out"
cp "$packaging/install.sh" "$packaging/README.txt" "$new/"
cat >"$new/bundle.conf" <<END
version=$version
system=$id $release
architecture=$architecture
install=${wanted[*]}
END
(cd "$new" && find . -type f ! -name SHA256SUMS -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum >SHA256SUMS)

# Once more, now from the folder alone, as install.sh does it there.
for option in '' --mariadb; do
    # shellcheck disable=SC2086 # none is no argument
    chatter=$(APT_CONFIG=$work/apt.conf LC_ALL=C bash "$new/install.sh" --check $option 2>&1) \
        || refuse incomplete "$(tail -n 3 <<<"$chatter" | paste -sd ' ')"
done
rm -rf "${out:?}/$name"
mv "$new" "$out/$name" || refuse not_writable "$out"
say done "$(find "$out/$name/packages" -name '*.deb' | wc -l)" "$(du -sh "$out/$name" | cut -f1)"
echo "$out/$name"
