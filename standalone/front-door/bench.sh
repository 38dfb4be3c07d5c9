# shellcheck shell=bash
# ./cellhive bench [NAME]: measurements against a running standalone, ours beside the peer in one run.

BENCHES="first-cell sustained burst soak memory sessions"

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
  [ "$name" != sessions ] || jupyter
  if [ "$name $*" = "sessions --cluster" ]; then
    bench_cluster_sessions
    return
  fi
  running || stop_with "Start Cellhive first: ./cellhive up"
  url=$(cat "$STATE/address")
  case "$name" in
    first-cell) python3 bench/first_cell.py --url "$url" "$@" ;;
    memory) python3 bench/memory.py ;;
    sessions) "$JUPYTER" bench/sessions.py --url "$url" "$@" ;;
    soak) python3 bench/soak.py --url "$url" --pid "$(cat "$STATE/standalone.pid")" --jcmd "$(find_jdk)/bin/jcmd" "$@" ;;
    *) python3 "bench/$name.py" --url "$url" "$@" ;;
  esac
}

# The peer: a stock Jupyter kernel, with its client, in a Python of its own.
jupyter() {
  local venv=$STATE/jupyter-venv
  JUPYTER=$venv/bin/python
  python3 -c 'import ensurepip' 2>/dev/null || need python3-venv python3-venv
  "$JUPYTER" -c 'import ipykernel, jupyter_client' 2>/dev/null ||
    { python3 -m venv "$venv" && quietly "Installing a Jupyter kernel to compare with" "$venv/bin/pip" install ipykernel==6.29.5 jupyter_client==8.6.3; }
}

# ./cellhive bench sessions --cluster: over Redis and RabbitMQ, on nodes of its own, whose idle sessions are parked soon.
bench_cluster_sessions() {
  # shellcheck source=standalone/front-door/cluster.sh
  . "$PARTS/cluster.sh"
  STATE=$STATE/test
  trap cluster_stop EXIT
  CELLHIVE_SESSION_IDLE=20s cluster_start
  "$JUPYTER" bench/sessions.py --url http://127.0.0.1:18181 --redis cellhive-test-redis
}
