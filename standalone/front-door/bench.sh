# shellcheck shell=bash
# ./cellhive bench: measurements against a running standalone, ours beside the peer in one run.

run_bench() {
  # shellcheck source=standalone/front-door/up.sh
  . "$PARTS/up.sh"
  running || stop_with "Start Cellhive first: ./cellhive up"
  python3 bench/first_cell.py --url "$(cat "$STATE/address")" "$@"
}
