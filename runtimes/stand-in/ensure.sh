#!/usr/bin/env bash
# Makes sure that public images are on this machine: one that is there stays, one that can be pulled is pulled, and
# where no registry can be reached a stand-in is built from Debian packages. Never replaces an image.
#   runtimes/stand-in/ensure.sh IMAGE...
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
PULL_SECONDS=${PULL_SECONDS:-300}

exec 9>"${TMPDIR:-/tmp}/cellhive-stand-in.lock"
flock 9

build() {
  case $1 in
    redis:*) "$HERE/redis.sh" "$1" ;;
    rabbitmq:*) "$HERE/rabbitmq.sh" "$1" ;;
    python:3.11*) "$HERE/python.sh" "$1" ;;
    node:*) "$HERE/node.sh" "$1" ;;
    maven:*) "$HERE/temurin.sh" maven "$1" ;;
    eclipse-temurin:*) "$HERE/temurin.sh" run "$1" ;;
    nginx:*) "$HERE/nginx.sh" "$1" ;;
    docker:*dind) "$HERE/dind.sh" "$1" ;;
    *) echo "There is no stand-in for $1." >&2; return 1 ;;
  esac
}

for image in "$@"; do
  docker image inspect "$image" >/dev/null 2>&1 && continue
  echo "Pulling $image." >&2
  timeout "$PULL_SECONDS" docker pull --quiet "$image" >/dev/null 2>&1 && continue
  echo "$image cannot be pulled." >&2
  build "$image"
done
