#!/usr/bin/env bash
# Installs what is missing, builds, runs the tests, and ends with one line: N passed, N failed, N skipped.
#
#   ./test.sh            all tests but those labelled slow, which are not built either
#   ./test.sh --all      the slow ones too: soaks and kill tests
#   ./test.sh --kills    on real systems: workers on three machines; these, leaders of partitions, databases and Maxwell
#                        killed (ten minutes)
#   ./test.sh --asan     unit and embedded tests under AddressSanitizer and UndefinedBehaviorSanitizer
#   ./test.sh --tsan     unit tests without librdkafka under ThreadSanitizer
#
# Everything else is passed on to ctest: ./test.sh -R transform
# Exit codes: 0 all passed; 1 a test failed or the build did; 3 something is missing and cannot be installed.
set -u
trap 'exit 130' INT
root=$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")
# shellcheck source=.ci/lib.sh
source "$root/.ci/lib.sh"

preset=dev
targets=()
with_slow=false
select=()
ctest_arguments=()
for argument; do
    case $argument in
    -h | --help)
        sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$root/test.sh"
        exit 0
        ;;
    --all) with_slow=true ;;
    --kills)
        with_slow=true
        targets=(pelatihan-kafka tests_real)
        select=(-L '^kills$')
        ;;
    --asan)
        preset=asan
        targets=(tests_unit tests_embedded)
        select=(-L '^(unit|embedded)$')
        ;;
    --tsan)
        preset=tsan
        targets=(tests_unit)
        select=(-L '^unit$')
        ;;
    *) ctest_arguments+=("$argument") ;;
    esac
done
build=$root/build/$preset
if [[ $preset == dev ]] && ! $with_slow; then
    targets=(pelatihan-kafka tests_unit tests_embedded tests_gui tests_real)
fi

# Labels whose tests are left out. With a sanitizer the checks of the sources (project) do not change, and what whole runs
# come to (outcomes) goes through code that the other tests go through in a fraction of the time.
left_out=()
$with_slow || left_out+=(slow)
[[ $preset == dev ]] || left_out+=(project outcomes)
((${#left_out[@]} == 0)) || select+=(-LE "^($(IFS='|' && echo "${left_out[*]}"))\$")

# Names of the selected tests that ctest would run with these arguments, one a line.
tests_of()
{
    ctest --test-dir "$build" -N "$@" | sed -nE 's/^ *Test +#[0-9]+: //p'
}

# ThreadSanitizer cannot follow the threads of a distribution's librdkafka; names the tests that link it.
tests_with_librdkafka()
{
    local name executable
    while read -r name executable; do
        if [[ $executable == "$build"/* ]] && readelf -d "$executable" | grep -q 'NEEDED.*librdkafka'; then
            echo "$name"
        fi
    done < <(ctest --test-dir "$build" --show-only=json-v1 "${select[@]}" | python3 -c '
import json, sys
for test in json.load(sys.stdin)["tests"]:
    print(test["name"], test.get("command", ["-"])[0])')
}

install_missing "${build_packages[@]}" "${test_packages[@]}"
if [[ $preset == dev ]]; then
    (install_missing "${real_packages[@]}") || say without_real
fi
# What tests take from the package registries waits for the network, and the compiler does not. The tests that fetch it
# say later what could not be had.
fetch_for_tests()
{
    exec ctest --test-dir "$1" -L '^fetch$' --parallel 5 >"$1/fetched.log" 2>&1
}
[[ $preset != dev ]] || ((${#ctest_arguments[@]} > 0)) || while_building=fetch_for_tests
if ! build_preset "$preset" "${targets[@]}"; then
    say build_failed
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
fi

# Nothing in a test may depend on the language or the display of the machine.
export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen
unset LANGUAGE
export UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1"
export TSAN_OPTIONS="suppressions='$root/tests/tsan.supp':second_deadlock_stack=1"
runner=()
if [[ $preset == tsan ]]; then
    # GCC 12's ThreadSanitizer cannot start where the kernel randomises addresses with many bits.
    setarch -R true 2>/dev/null && runner=(setarch -R)
    uninstrumented=$(tests_with_librdkafka)
    [[ -z $uninstrumented ]] || select+=(-E "^(${uninstrumented//$'\n'/|})\$")
fi

# Five sixths of a test are waiting: for a group of consumers, for a process. So four run on each core; two where the
# rest of it weighs more: under a sanitizer, and of those that are labelled slow.
at_once=$((4 * $(nproc)))
[[ $preset == dev ]] && ! $with_slow || at_once=$((2 * $(nproc)))
results=$build/test-results.xml
again=$build/test-results-again.xml
rm -f "$results" "$again"
# run_tests <results> [argument…]
run_tests()
{
    "${runner[@]}" ctest --test-dir "$build" --output-on-failure --no-tests=error --output-junit "$@" \
        --test-output-size-passed 1000000 --test-output-size-failed 1000000 --resource-spec-file "$root/tests/resources.json"
}
run_tests "$results" --parallel "$at_once" "${select[@]}" "${ctest_arguments[@]}"
ctest_status=$?
# A machine that also does other things may be too slow for eight tests at once. So a few that failed may show that they
# pass alone; it is said which. Where many failed, the machine is not why; what a sanitizer has seen, it has seen.
names=$build/Testing/Temporary/LastTestsFailed.log
if [[ $preset == dev && -s $names ]] && ((ctest_status != 0 && $(wc -l <"$names") <= 5 && ${#ctest_arguments[@]} == 0)); then
    say again
    run_tests "$again" --rerun-failed
fi

echo
say summary
if [[ $preset == dev ]] && ! $with_slow && ((${#ctest_arguments[@]} == 0)); then
    slow=$(tests_of -L '^slow$' | wc -l)
    ((slow == 0)) || say left_out_slow "$slow"
fi
[[ -z ${uninstrumented:-} ]] || say left_out_rdkafka "${uninstrumented//$'\n'/, }"
# ctest knows more than the results tell, for instance that it found no test at all.
python3 "$root/.ci/summary.py" "$results" "$ctest_status" "$again"
