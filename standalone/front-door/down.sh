# shellcheck shell=bash
# ./cellhive down: stops what was started here, by its recorded process, and removes its containers.

run_down() {
  local pid id
  # shellcheck source=standalone/front-door/up.sh
  . "$PARTS/up.sh"
  if running; then
    pid=$(cat "$STATE/standalone.pid")
    kill "$pid"
    for _ in $(seq 200); do
      running || break
      sleep 0.2
    done
    ! running || kill -9 "$pid"
    say "Cellhive has stopped."
  else
    say "Cellhive was not running."
  fi
  rm -f "$STATE/standalone.pid"
  id=$(cat "$STATE/installation" 2>/dev/null || true)
  [ -z "$id" ] || ! docker_answers || remove_containers "$id"
  aot_end
  if [ "${1:-}" = --all ] && [ -e "$STATE/dockerd.pid" ]; then
    pid=$(cat "$STATE/dockerd.pid")
    ! grep -qa dockerd "/proc/$pid/cmdline" 2>/dev/null || kill "$pid"
    rm -f "$STATE/dockerd.pid"
    say "The Docker engine that was started here has stopped."
  fi
}
