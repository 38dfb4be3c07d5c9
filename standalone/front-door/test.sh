# shellcheck shell=bash
# ./cellhive test: everything that CI runs, from a bare machine. Every step runs; the summary names those that failed.

STEPS="shell images page jdk runner java end-to-end browser restart cluster compose doctor clean"
TEST_PORT=${CELLHIVE_TEST_PORT:-18080}

run_test() {
  local step started failed=() passed=0
  # shellcheck source=standalone/front-door/up.sh
  . "$PARTS/up.sh"
  # shellcheck source=standalone/front-door/down.sh
  . "$PARTS/down.sh"
  # shellcheck source=standalone/front-door/cluster.sh
  . "$PARTS/cluster.sh"
  # shellcheck source=standalone/front-door/compose.sh
  . "$PARTS/compose.sh"
  # shellcheck source=standalone/front-door/doctor.sh
  . "$PARTS/doctor.sh"
  # shellcheck source=standalone/front-door/ahead.sh
  . "$PARTS/ahead.sh"
  STATE=$STATE/test
  export CELLHIVE_POOL_MOST=8
  mkdir -p "$STATE"
  if [ $# -eq 0 ]; then
    # shellcheck disable=SC2086  # a list of words
    set -- $STEPS
    trap ahead_end EXIT
    ahead_start
  fi
  for step in "$@"; do
    [ "$step" != runner ] || ahead_wait
    started=$SECONDS
    say "== $step"
    # why: in the background, because bash forgets set -e inside the condition of an if.
    (set -e; "step_$step") &
    if wait $!; then passed=$((passed + 1)); else failed+=("$step"); fi
    say "== $step: $((SECONDS - started)) s"
  done
  [ ${#failed[@]} -eq 0 ] || say "Failed: ${failed[*]}"
  say "$passed passed, ${#failed[@]} failed"
  [ ${#failed[@]} -eq 0 ]
}

step_shell() {
  need shellcheck shellcheck
  shellcheck -S warning cellhive .ci/run "$PARTS"/*.sh runtimes/*.sh runtimes/stand-in/*.sh
}

step_images() {
  need curl curl
  need jq jq
  ensure_docker
  need mmdebstrap mmdebstrap
  quietly "Making the runtime images" runtimes/build.sh all
}

step_runner() {
  local venv=$STATE/runner-venv
  need_venv
  "$venv/bin/python" -c 'import xdist' 2>/dev/null || { python3 -m venv "$venv" && quietly "Installing the runner's tools" "$venv/bin/pip" install -r runtimes/runner/requirements-test.txt -e runtimes/runner; }
  "$venv/bin/ruff" check runtimes/runner
  "$venv/bin/ruff" format --check runtimes/runner
  # why two at once: the tests wait more than they compute.
  (cd runtimes/runner && "$venv/bin/python" -m pytest -n 2)
}

step_java() {
  ensure_docker
  need mmdebstrap mmdebstrap
  runtimes/stand-in/ensure.sh redis:7 rabbitmq:4-management
  runtimes/build.sh base ml
  ensure_maven
  mvn -B -ntp verify | grep -E 'Tests run|ERROR|WARNING.*java|BUILD|Reactor Summary|SUCCESS|FAILURE'
}

step_page() {
  ensure_node
  page_packages
  npm --prefix frontend run check
}

# A distribution without a JDK takes the one of the build image, and Maven builds with it.
step_jdk() {
  runtimes/stand-in/ensure.sh "$JDK_IMAGE"
  jdk_from_image "$STATE/jdk"
  JAVA_HOME=$STATE/jdk mvn -q -B -ntp -pl shared-model compile
  rm -rf "$STATE/jdk"
}

fresh() {
  rm -rf "$STATE/data"
  run_up --port "$TEST_PORT"
}

step_end-to-end() {
  CELLHIVE_AOT=on fresh
  trap run_down EXIT
  aot_taken || stop_with "The JVM runs without its AOT cache."
  python3 "$PARTS/end_to_end.py" "http://127.0.0.1:$TEST_PORT"
}

notebook_tools() {
  local venv=$STATE/notebook-venv
  [ -x "$venv/bin/jupyter-execute" ] || {
    need_venv
    python3 -m venv "$venv" && quietly "Installing Jupyter's file checks" "$venv/bin/pip" install -r frontend/e2e/requirements.txt
  }
}

step_browser() {
  fresh
  trap run_down EXIT
  need chromium chromium
  need pdftotext poppler-utils
  notebook_tools
  CHROMIUM=$(command -v chromium)
  export CHROMIUM CELLHIVE_URL=http://127.0.0.1:$TEST_PORT NOTEBOOK_PYTHON=$STATE/notebook-venv/bin/python
  page_packages
  (cd frontend && node e2e/run.mjs && npm run --silent build:demo && node e2e/demo.mjs)
  run_down
  # why again: nobody waits a quarter of an hour for a session to sleep.
  CELLHIVE_SESSION_IDLE=3s run_up --port "$TEST_PORT"
  (cd frontend && node e2e/run.mjs aSleepingSessionWakesAndSaysSo)
}

step_restart() {
  fresh
  trap run_down EXIT
  python3 "$PARTS/restart.py" submit "http://127.0.0.1:$TEST_PORT" "$STATE/jobs.json"
  kill -9 "$(cat "$STATE/standalone.pid")"
  sleep 1
  run_up --port "$TEST_PORT"
  python3 "$PARTS/restart.py" check "http://127.0.0.1:$TEST_PORT" "$STATE/jobs.json"
}

step_cluster() {
  trap cluster_stop EXIT
  cluster_start
  python3 "$PARTS/cluster.py" "$CLUSTER"
}

step_compose() {
  compose_images
  compose_environment
  trap compose_down EXIT
  compose_builds_the_runtimes_alike
  quietly "Building the services" compose_build
  compose_up "Starting docker compose with two workers" up -d --scale worker=2
  compose_settings_arrive
  python3 "$PARTS/end_to_end.py" "$COMPOSE_PAGE" 2
  need chromium chromium
  page_packages
  (cd frontend && CELLHIVE_URL=$COMPOSE_PAGE CHROMIUM=$(command -v chromium) \
    node e2e/run.mjs printAppears aReloadInTheMiddleShowsEverything filesGoAlongAndOversizedOnesAreRefused)
  compose_up "Starting the profile dind" --profile dind up -d --scale worker=0
  python3 "$PARTS/end_to_end.py" "$COMPOSE_PAGE"
  compose_daemons_run_the_jobs
  python3 "$PARTS/daemons.py" "$COMPOSE_PAGE" docker compose "${COMPOSE_FILES[@]}" --profile dind restart dind-1 dind-2
}

step_doctor() {
  run_doctor
  doctor_finds_what_does_not_hold
}

# A container without limits shows that each check can fail; a runtime that is not there, that doctor says so.
doctor_finds_what_does_not_hold() {
  local faults said
  faults=$(try_out --user 0 --security-opt seccomp=unconfined | awk -F '\t' 'NF == 3 {print $1}')
  [ "$(grep -c . <<<"$faults")" -eq "$(grep -c ^@limit "$PARTS/caps.py")" ] ||
    stop_with "Where nothing is limited, doctor finds only these faults: $faults"
  said=$(CELLHIVE_SANDBOX_OCI_RUNTIME=nowhere caps)
  [[ $said == FAULT*nowhere* ]] || stop_with "doctor does not miss an OCI runtime that is not there: $said"
  say "ok   each of doctor's checks can fail"
}

step_clean() {
  local left
  left=$(for label in io.cellhive.sandbox io.cellhive.test org.testcontainers; do docker ps -aq --filter "label=$label"; done)
  [ -z "$left" ] || stop_with "Containers were left behind: $left"
}
