#!/usr/bin/env bash
# Builds Praxis and runs the main job: on generated sample reviews, or on your own file with its options.
#   ./run.sh                              sample data; the endpoint stays up until Ctrl+C
#   ./run.sh my.csv --label y --text t    your own file
#   ./run.sh --no-serve                   end after the report
set -euo pipefail
praxis="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/praxis"
case "${1:-}" in
    "" | -*) exec "$praxis" demo "$@" ;;
    *) exec "$praxis" run "$@" ;;
esac
