#!/usr/bin/env bash
# Makes `docker compose` work: nothing to do where it does, else the distribution's package, else a build from source
# with Go (about two minutes) into ~/.docker/cli-plugins.
set -euo pipefail

COMPOSE_VERSION=${COMPOSE_VERSION:-v2.40.3}
PLUGINS=${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins

compose_works() { docker compose version >/dev/null 2>&1; }

from_package() {
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
  # why the lock: something else may ask for packages meanwhile; it is the one of machine.sh.
  local name apt=(flock --close "${TMPDIR:-/tmp}/cellhive-apt.lock" apt-get -qq)
  for name in docker-compose-v2 docker-compose-plugin; do
    apt-cache show "$name" >/dev/null 2>&1 && "${apt[@]}" install -y --no-install-recommends "$name" >&2 && return
  done
  return 1
}

from_source() {
  command -v go >/dev/null || return 1
  # why global: the trap runs after this function's end.
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  # why a module of our own: `go install` refuses Compose because its go.mod has replace directives.
  cat >"$folder/go.mod" <<END
module compose
go 1.24
require github.com/docker/compose/v2 $COMPOSE_VERSION
END
  printf 'package compose\n\nimport _ "github.com/docker/compose/v2/cmd/compose"\n' >"$folder/compose.go"
  mkdir -p "$PLUGINS"
  (
    cd "$folder"
    go build -mod=mod -trimpath -ldflags "-s -w -X github.com/docker/compose/v2/internal.Version=$COMPOSE_VERSION" \
      -o "$PLUGINS/docker-compose" github.com/docker/compose/v2/cmd
  ) >&2
}

compose_works && exit 0
# One at a time; whoever has waited finds it made.
exec 9>"${TMPDIR:-/tmp}/cellhive-compose-tool.lock"
flock 9
compose_works || from_package || from_source || true
compose_works || {
  echo "Docker Compose v2 is missing. Install the docker-compose-plugin package of your distribution." >&2
  exit 1
}
