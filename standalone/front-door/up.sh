# shellcheck shell=bash
# ./cellhive up: from a fresh clone to a running standalone, and a cell of each runtime as proof.

# shellcheck source=standalone/front-door/aot.sh
. "$PARTS/aot.sh"

run_up() {
  local host=127.0.0.1 port=8080
  while [ $# -gt 0 ]; do
    case $1 in
      --host) host=${2:?--host needs an address} && shift 2 ;;
      --port) port=${2:?--port needs a number} && shift 2 ;;
      *) stop_with "up knows --host and --port, not $1." ;;
    esac
  done
  [ "$host" = 127.0.0.1 ] || warn "Listening on $host: everyone who reaches port $port can run code in sandboxes here, without TLS."
  if running; then
    say "Cellhive runs already: $(cat "$STATE/address")"
    return
  fi
  need curl curl
  need jq jq
  ensure_docker
  make_images
  make_jar
  make_page
  make_aot
  start_standalone "$host" "$port"
  aot_check
  self_check
  say "Cellhive is ready: $(cat "$STATE/address")"
}

# command_of PID: its command line; nothing when there is no such process.
command_of() { tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline"; }

# The recorded process lives and is still ours.
running() {
  local pid
  pid=$(cat "$STATE/standalone.pid" 2>/dev/null) || return 1
  command_of "$pid" | grep -q cellhive-standalone.jar
}

make_images() {
  command -v mmdebstrap >/dev/null || docker image inspect python:3.11-slim >/dev/null 2>&1 ||
    timeout 60 docker pull -q python:3.11-slim >/dev/null 2>&1 || need mmdebstrap mmdebstrap
  quietly "Making the runtime images" runtimes/build.sh all || warn "Some runtimes are not available; the others work."
}

sources_hash() {
  find pom.xml shared-model backends api-service worker-service standalone runtimes/*/runtime.json -type f -not -path '*/target/*' \
    \( -name '*.java' -o -name pom.xml -o -path '*/src/main/resources/*' -o -name runtime.json \) -print0 |
    sort -z | xargs -0 sha256sum | sha256sum | cut -c1-32
}

make_jar() {
  ensure_maven
  local hash
  hash=$(sources_hash)
  if [ -e "$JAR" ] && [ "$(cat "$STATE/jar.hash" 2>/dev/null)" = "$hash" ]; then
    return
  fi
  quietly "Building the program" mvn -q -B -ntp -DskipTests package -pl standalone -am
  printf '%s\n' "$hash" >"$STATE/jar.hash"
  services_note "$hash"
}

# The jars of API and worker, which the program's build makes too, fit these sources when they are still those that were noted.
services_note() { printf '%s %s\n' "$1" "$(services_hash)" >"$STATE/services.hash"; }

services_fit() { [ "$(cat "$STATE/services.hash" 2>/dev/null)" = "$(sources_hash) $(services_hash)" ]; }

services_hash() { cat api-service/target/cellhive-api.jar worker-service/target/cellhive-worker.jar 2>/dev/null | sha256sum | cut -c1-32; }

page_hash() {
  find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -path '*/dist-demo/*' -not -path '*/e2e/*' -not -path '*/tests/*' -print0 |
    sort -z | xargs -0 sha256sum | sha256sum | cut -c1-32
}

make_page() {
  local hash
  hash=$(page_hash)
  if [ -e frontend/dist/index.html ] && [ "$(cat "$STATE/page.hash" 2>/dev/null)" = "$hash" ]; then
    return
  fi
  ensure_node
  quietly "Building the page" build_page
  printf '%s\n' "$hash" >"$STATE/page.hash"
}

build_page() { page_packages && npm --prefix frontend run build; }

new_installation() { od -An -N8 -tx1 /dev/urandom | tr -d ' \n'; }

# What a page waits for is called a few times per cell; the JVM's own thresholds want thousands of calls before they compile it
# well, which is longer than a lesson. With these, and trained with them, a session's cell takes 5 ms where it took 7 to 8, seen
# after 1,300 cells on two cores.
COMPILING="-XX:Tier4InvocationThreshold=200 -XX:Tier4MinInvocationThreshold=50 -XX:Tier4CompileThreshold=600 -XX:Tier4BackEdgeThreshold=4000"

# serve LOG HOST PORT DATA INSTALLATION JVM-ARGUMENTS...: a standalone in the background, leader of a process group of its own; $! is its pid.
serve() {
  local log=$1 host=$2 port=$3 data=$4 installation=$5
  shift 5
  # shellcheck disable=SC2086  # a list of words
  setsid nohup "$(find_jdk)/bin/java" --enable-native-access=ALL-UNNAMED $COMPILING "$@" \
    "--server.address=$host" "--server.port=$port" "--cellhive.data-dir=$data" "--cellhive.installation=$installation" \
    "--cellhive.web.page-dir=$PWD/frontend/dist" \
    >"$log" 2>&1 </dev/null &
}

healthy() { curl -fsS "$1/actuator/health" 2>/dev/null | grep -q UP; }

start_standalone() {
  local host=$1 port=$2 data=${CELLHIVE_DATA:-$STATE/data} installation arguments
  mkdir -p "$data"
  [ -e "$data/installation" ] || new_installation >"$data/installation"
  installation=$(cat "$data/installation")
  mapfile -t arguments < <(aot_start)
  serve "$STATE/standalone.log" "$host" "$port" "$data" "$installation" "${arguments[@]}"
  echo $! >"$STATE/standalone.pid"
  printf '%s\n' "$installation" >"$STATE/installation"
  [ "$host" != 0.0.0.0 ] || host=127.0.0.1
  printf 'http://%s:%s\n' "$host" "$port" >"$STATE/address"
  # why a second first: until then the process may not be the JVM yet.
  sleep 1
  local until=$((SECONDS + 90))
  while [ "$SECONDS" -lt "$until" ]; do
    running || { tail -n 20 "$STATE/standalone.log" >&2 && stop_with "Cellhive ended while it started; see $STATE/standalone.log."; }
    ! healthy "$(cat "$STATE/address")" || return 0
    sleep 0.2
  done
  stop_with "Cellhive did not become ready within 90 s; see $STATE/standalone.log."
}

# One cell per runtime, through the same door as everybody.
self_check() {
  local runtime code answer error available
  sleep 2
  for runtime in $(curl -fsS "$(cat "$STATE/address")/api/v1/runtimes" | jq -r '.runtimes[].name'); do
    case $runtime in
      python) code='import sys; print("Python", sys.version.split()[0])' ;;
      base) code='import pandas, matplotlib.pyplot as p; p.plot([1,2]); print("pandas", pandas.__version__)' ;;
      ml) code='import xgboost; print("xgboost", xgboost.__version__)' ;;
      *) code='print("ready")' ;;
    esac
    available=$(curl -fsS "$(cat "$STATE/address")/api/v1/runtimes" | jq -r ".runtimes[]|select(.name==\"$runtime\")|.reason // \"\"")
    if [ -n "$available" ]; then
      warn "$runtime is not available: $available The worker's reason, if it has one, is in $STATE/standalone.log."
      continue
    fi
    answer=$(jq -n --arg c "$code" --arg r "$runtime" '{code:$c,files:[],runtime:$r,mem:"1g",cpu:"1.0"}' |
      curl -fsS -X POST "$(cat "$STATE/address")/execute" -H 'Content-Type: application/json' -d @-)
    error=$(jq -r .error <<<"$answer")
    [ -z "$error" ] || stop_with "The self-check of $runtime failed: $error"
    say "  $runtime: $(jq -r '.output + (if (.images|length) > 0 then " (with a plot)" else "" end)' <<<"$answer" | tr '\n' ' ')"
  done
}
