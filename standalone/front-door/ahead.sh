# shellcheck shell=bash
# What later steps of the whole test need, made beside the first ones, which leave a core idle. Nothing depends on it: each step
# makes sure of what it needs itself, so that a failure here costs no more than time.

AHEAD=()

# In process groups of their own, which ahead_end can end as a whole.
ahead_start() {
  local lane
  set -m
  for lane in tools images; do
    "ahead_$lane" >"$STATE/ahead-$lane.log" 2>&1 </dev/null &
    AHEAD+=($!)
  done
  set +m
}

# Steps that watch the time begin when nothing else works beside them.
ahead_wait() {
  local started=$SECONDS pid
  for pid in ${AHEAD[@]+"${AHEAD[@]}"}; do
    while ahead_runs "$pid" && [ $((SECONDS - started)) -lt 900 ]; do sleep 0.5; done
  done
  [ ${#AHEAD[@]} -eq 0 ] || say "  what was made ahead: waited $((SECONDS - started)) s for it"
  ahead_end
}

# A process of this shell, and not another that has got its number.
ahead_runs() { [[ " $(jobs -pr | tr '\n' ' ')" == *" $1 "* ]]; }

ahead_end() {
  local pid
  for pid in ${AHEAD[@]+"${AHEAD[@]}"}; do
    ! ahead_runs "$pid" || kill -- "-$pid" || true
  done
  AHEAD=()
}

# At low priority; everything into the lane's own log.
ahead_calmly() {
  set +e
  renice -n 19 -p "$BASHPID"
  quietly() {
    shift
    "$@"
  }
}

# why nothing that the first steps install too: such a step would find a package that is only half there.
ahead_tools() {
  ahead_calmly
  ! may_install || package_lists
  "$PARTS/compose-tool.sh"
  (need chromium chromium)
  (need pdftotext poppler-utils)
  (notebook_tools)
}

# After the image that the runtimes wait for. One call for each: ensure.sh lets in one at a time, and a step may want the lock.
ahead_images() {
  local image
  ahead_calmly
  for _ in $(seq 600); do
    ! docker image inspect python:3.11-slim >/dev/null 2>&1 || break
    sleep 1
  done
  for image in "$JDK_IMAGE" redis:7 rabbitmq:4-management eclipse-temurin:25-jre nginx:1-alpine docker:dind node:22-slim; do
    runtimes/stand-in/ensure.sh "$image"
  done
  # why again: it waits for the other lane's.
  if "$PARTS/compose-tool.sh"; then
    compose_environment
    compose_build
  fi
}
