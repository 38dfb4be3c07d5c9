# shellcheck shell=bash
# docker-compose.yml as a user would start it, for the tests: built from source, under a name and ports of its own.

compose_environment() {
  export COMPOSE_PROJECT_NAME=cellhive-test CELLHIVE_API_PORT=18280 CELLHIVE_PAGE_PORT=18273 CELLHIVE_INSTALLATION=compose-test
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
}

# compose_up LABEL ARGUMENT...: until the page says that every runtime can run.
compose_up() {
  local label=$1
  shift
  quietly "$label" docker compose "${COMPOSE_FILES[@]}" "$@" || { compose_tell && return 1; }
  eventually 90 compose_ready || { compose_tell && stop_with "$label: no runtime became available."; }
}

compose_ready() { curl -fsS "$COMPOSE_PAGE/api/v1/runtimes" | jq -e '[.runtimes[].available] | all' >/dev/null; }

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
