#!/usr/bin/env bash
# Builds everything, checks the formatting, runs every test. The last line is "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

command -v dotnet >/dev/null || { echo "The .NET SDK 10 is needed: https://dotnet.microsoft.com/download/dotnet/10.0"; echo "0 passed, 1 failed, 0 skipped"; exit 2; }

passed=0 failed=0 skipped=0
step() { # name, command...
    local name=$1
    shift
    echo "== $name"
    "$@" || { echo "== $name FAILED"; failed=$((failed + 1)); }
}
# Tests compare with Debian's fasttext and train trees with libgomp where those are installed; elsewhere they skip by name.
missing=()
command -v fasttext >/dev/null || missing+=(fasttext)
ldconfig -p 2>/dev/null | grep -q 'libgomp\.so\.1' || missing+=(libgomp1)
if [ "${#missing[@]}" -gt 0 ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    (timeout 300 apt-get install -y "${missing[@]}" || { timeout 120 apt-get update && timeout 300 apt-get install -y "${missing[@]}"; }) >/dev/null 2>&1 </dev/null || true
fi

step "restore" dotnet restore Praxis.slnx --locked-mode -v quiet
step "format" dotnet format Praxis.slnx --verify-no-changes --no-restore -v quiet
step "build" dotnet build Praxis.slnx -c Release --no-restore -v quiet
step "publish" ./praxis --version

mkdir -p artifacts/test-logs
for project in tests/*.Tests; do
    name=$(basename "$project")
    echo "== $name"
    log="artifacts/test-logs/$name.log"
    dotnet test --project "$project" -c Release --no-build --no-progress >"$log" 2>&1
    code=$?
    counts=$(sed -nE 's/^ *(total|failed|succeeded|skipped): ([0-9]+).*/\1=\2/p' "$log" | tail -4)
    p=$(sed -n 's/succeeded=//p' <<<"$counts"); f=$(sed -n 's/failed=//p' <<<"$counts"); s=$(sed -n 's/skipped=//p' <<<"$counts")
    passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
    grep -E '^skipped ' "$log"
    if [ "$code" -ne 0 ] && { [ "$code" -ne 8 ] || [ -z "$counts" ]; }; then
        cat "$log"
        [ "${f:-0}" -gt 0 ] || failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
