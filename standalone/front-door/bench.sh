# shellcheck shell=bash
# ./cellhive bench [NAME]: measurements against a running standalone, ours beside the peer in one run.

BENCHES="first-cell sustained burst soak memory"

run_bench() {
  # shellcheck source=standalone/front-door/up.sh
  . "$PARTS/up.sh"
  local name=first-cell url
  case "${1:-}" in
    -*|"") ;;
    *) name=$1; shift ;;
  esac
  case " $BENCHES " in
    *" $name "*) ;;
    *) stop_with "There is no benchmark $name. There are: $BENCHES" ;;
  esac
  running || stop_with "Start Cellhive first: ./cellhive up"
  url=$(cat "$STATE/address")
  case "$name" in
    first-cell) python3 bench/first_cell.py --url "$url" "$@" ;;
    memory) python3 bench/memory.py ;;
    soak) python3 bench/soak.py --url "$url" --pid "$(cat "$STATE/standalone.pid")" --jcmd "$(find_jdk)/bin/jcmd" "$@" ;;
    *) python3 "bench/$name.py" --url "$url" "$@" ;;
  esac
}
