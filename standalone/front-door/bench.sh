# shellcheck shell=bash
# ./cellhive bench [NAME]: measurements against a running standalone, ours beside the peer in one run.

BENCHES="first-cell sustained burst soak memory idle sessions cluster control recovery"

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
  if [ "$name ${1:-}" = "sessions --cluster" ]; then
    shift
    bench_cluster_sessions "$@"
    return
  fi
  case "$name" in
    cluster | control | idle | recovery) "bench_$name" "$@"; return ;;
  esac
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
  need_venv
  "$JUPYTER" -c 'import ipykernel, jupyter_client' 2>/dev/null ||
    { python3 -m venv "$venv" && quietly "Installing a Jupyter kernel to compare with" "$venv/bin/pip" install ipykernel==6.29.5 jupyter_client==8.6.3; }
}

# ./cellhive bench sessions --cluster: over Redis and RabbitMQ, on nodes of its own, whose idle sessions are parked soon.
bench_cluster_sessions() {
  # shellcheck source=standalone/front-door/cluster.sh
  . "$PARTS/cluster.sh"
  STATE=$STATE/test
  CLUSTER_DIRECT=1
  trap cluster_stop EXIT
  CELLHIVE_SESSION_IDLE=20s cluster_start
  "$JUPYTER" bench/sessions.py --url http://127.0.0.1:18181 --redis cellhive-test-redis "$@"
}

# The first cell again, through two API nodes' Redis and RabbitMQ to two workers on this machine: four JVMs to warm up.
bench_cluster() {
  # shellcheck source=standalone/front-door/cluster.sh
  . "$PARTS/cluster.sh"
  CLUSTER_DIRECT=1
  trap cluster_stop EXIT
  cluster_start
  python3 bench/first_cell.py --url http://127.0.0.1:18181 --warm-up 2000 "$@"
}

# A standalone of its own that keeps many containers warm, on a port of its own.
bench_idle() {
  make_jar
  python3 bench/idle.py --java "$(find_jdk)/bin/java" "$@"
}

# Two workers, one of which is killed while it holds twenty sessions.
bench_recovery() {
  # shellcheck source=standalone/front-door/cluster.sh
  . "$PARTS/cluster.sh"
  trap cluster_stop EXIT
  cluster_start
  python3 bench/recovery.py "$CLUSTER" "$@"
}

# One API node and one worker without containers.
bench_control() {
  # shellcheck source=standalone/front-door/cluster.sh
  . "$PARTS/cluster.sh"
  CLUSTER_NODES="api-1:18181"
  CLUSTER_DIRECT=1
  trap cluster_stop EXIT
  cluster_start
  python3 bench/control.py --queue
  quietly "Building the worker without containers" mvn -q -B -ntp -DskipTests test-compile -pl worker-service -am
  # shellcheck disable=SC2086
  PORT=18191 SERVER_ADDRESS=127.0.0.1 CELLHIVE_INSTALLATION=cluster-test \
    setsid nohup env $CLUSTER_BROKERS "$(find_jdk)/bin/java" -Xmx512m -cp worker-service/target/cellhive-worker.jar -Dloader.path=worker-service/target/test-classes \
    -Dloader.main=io.cellhive.bench.NoSandboxWorker org.springframework.boot.loader.launch.PropertiesLauncher \
    >"$CLUSTER/worker-0.log" 2>&1 </dev/null &
  echo $! >"$CLUSTER/worker-0.pid"
  eventually 90 curl -fsS -o /dev/null http://127.0.0.1:18191/actuator/health || stop_with "The worker did not start."
  python3 bench/control.py --java "$(find_jdk)/bin/java" --nodes "$CLUSTER" "$@"
}
