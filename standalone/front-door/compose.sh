# shellcheck shell=bash
# docker-compose.yml as a user would start it, for the tests: built from source, under a name and ports of its own.

compose_environment() {
  export COMPOSE_PROJECT_NAME=cellhive-test CELLHIVE_API_PORT=18280 CELLHIVE_PAGE_PORT=18273 CELLHIVE_INSTALLATION=compose-test
  export CELLHIVE_LIMITS_WALL_CLOCK=31s CELLHIVE_WORKER_OPEN_FILES=1000
  COMPOSE_PAGE=http://127.0.0.1:$CELLHIVE_PAGE_PORT
  COMPOSE_FILES=(-f docker-compose.yml)
  # why: where root may not grant --privileged, the override names what a daemon needs instead.
  docker run --rm --privileged --network none --entrypoint true redis:7 >/dev/null 2>&1 ||
    COMPOSE_FILES+=(-f standalone/front-door/compose-unprivileged.yml)
}

compose_images() {
  ensure_docker
  need mmdebstrap mmdebstrap
  quietly "Making sure of Docker Compose" standalone/front-door/compose-tool.sh
  quietly "Making sure of the base images" runtimes/stand-in/ensure.sh redis:7 rabbitmq:4-management python:3.11-slim \
    node:22-slim nginx:1-alpine maven:3.9-eclipse-temurin-25 eclipse-temurin:25-jre docker:dind
  quietly "Making sure of the runtime images" runtimes/build.sh all
}

# The images of the runtimes are those of runtimes/build.sh. Compose must build the same ones from the same files, each on the
# one that its Dockerfile names; only the lowest is built here too, under another name: all three would take minutes.
compose_builds_the_runtimes_alike() {
  local file runtime below wanted built
  wanted=$(
    for file in runtimes/*/runtime.json; do
      runtime=$(dirname "$file")
      below=$(sed -n 's/^FROM \(cellhive\/[^ ]*\).*/\1/p' "$runtime/Dockerfile")
      # In words: image, Dockerfile; and below it the context's name, the image that fills it, and the one to wait for.
      printf '%s %s%s\n' "$(jq -r .image "$file")" "${runtime##*/}/Dockerfile" "${below:+ $below $below $below}"
    done
  )
  # shellcheck disable=SC2016  # jq's variables
  built=$(docker compose "${COMPOSE_FILES[@]}" config --format json | jq -r --arg context "$PWD/runtimes" '
    .services as $all | $all[] | select(.build.context == $context)
    | [.image, .build.dockerfile]
      + [.build.additional_contexts // {} | to_entries[] | .key, $all[.value | ltrimstr("service:")].image]
      + [.depends_on // {} | keys[] | $all[.].image]
    | join(" ")' | sort)
  [ "$(printf '%s\n' "$wanted" | sort)" = "$built" ] || stop_with "docker-compose.yml builds other runtimes than runtimes/build.sh:
$built
where these are wanted:
$wanted"
  quietly "Building the runtime python" compose_builds_python
  say "ok   docker-compose.yml builds the runtimes as runtimes/build.sh does"
}

compose_builds_python() {
  docker compose "${COMPOSE_FILES[@]}" -f - build python <<<'services: { python: { image: cellhive-test/python } }' &&
    [ "$(docker image inspect -f '{{index .Config.Labels "io.cellhive.runtime"}}' cellhive-test/python)" = python ] &&
    docker image rm cellhive-test/python
}

compose_build() { docker compose "${COMPOSE_FILES[@]}" build api worker frontend; }

# compose_up LABEL ARGUMENT...: until the page says that every runtime can run.
compose_up() {
  local label=$1
  shift
  quietly "$label" docker compose "${COMPOSE_FILES[@]}" "$@" || { compose_tell && return 1; }
  eventually 90 compose_ready || { compose_tell && stop_with "$label: no runtime became available."; }
}

compose_ready() { curl -fsS "$COMPOSE_PAGE/api/v1/runtimes" | jq -e '[.runtimes[].available] | all' >/dev/null; }

# One setting that an API node keeps, and one that a worker gives its containers.
compose_settings_arrive() {
  local time files
  time=$(curl -fsS "$COMPOSE_PAGE/api/v1/limits" | jq .defaults.wallClockMs)
  files=$(curl -fsS "$COMPOSE_PAGE/execute" -H 'Content-Type: application/json' \
    -d '{"code": "import resource; print(*resource.getrlimit(resource.RLIMIT_NOFILE))"}' | jq -r '.output | split("\n")[0]')
  [ "$time, $files" = "31000, 1000 1000" ] || stop_with "Settings of the environment did not arrive: $time ms, $files open files."
  say "ok   settings of the environment reach API and workers"
}

compose_tell() {
  docker compose "${COMPOSE_FILES[@]}" --profile dind ps -a >&2
  docker compose "${COMPOSE_FILES[@]}" --profile dind logs --tail 15 api worker worker-dind-1 >&2
}

compose_down() {
  docker compose "${COMPOSE_FILES[@]}" --profile dind down -v --remove-orphans >/dev/null 2>&1
}

# Each daemon runs jobs, and this machine's own none.
compose_daemons_run_the_jobs() {
  local job daemon count seen="" jar
  jar=$(mktemp)
  curl -fsS -c "$jar" -o /dev/null "$COMPOSE_PAGE/api/v1/limits"
  for job in $(seq 8); do
    curl -fsS -b "$jar" -o /dev/null "$COMPOSE_PAGE/api/v1/jobs" -H 'Content-Type: application/json' \
      -d "{\"code\": \"import time; time.sleep(20); print($job)\", \"runtime\": \"python\"}"
  done
  eventually 15 compose_both_workers_busy || stop_with "Not every worker got a job."
  for daemon in dind-1 dind-2; do
    count=$(compose_sandboxes "$daemon")
    [ "$count" -gt 0 ] || stop_with "$daemon has no container."
    seen="$seen $daemon:$count"
  done
  [ -z "$(docker ps -q --filter label=io.cellhive.installation=compose-test)" ] || stop_with "This machine's daemon ran a job of the profile dind."
  for job in $(curl -fsS -b "$jar" "$COMPOSE_PAGE/api/v1/jobs" | jq -r '.jobs[].id'); do
    curl -fsS -b "$jar" -o /dev/null -X POST "$COMPOSE_PAGE/api/v1/jobs/$job/cancel"
  done
  rm -f "$jar"
  say "ok   both workers run jobs, in containers of their own daemons:$seen"
}

compose_both_workers_busy() {
  [ "$(docker compose "${COMPOSE_FILES[@]}" --profile dind exec -T redis redis-cli hvals '{cellhive}:running' | sort -u | wc -l)" -eq 2 ]
}

compose_sandboxes() {
  docker compose "${COMPOSE_FILES[@]}" --profile dind exec -T "$1" docker --host unix:///run/dind/docker.sock ps -q \
    --filter label=io.cellhive.installation | wc -l
}
