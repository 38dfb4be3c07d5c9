#!/usr/bin/env bash
# Makes the runtime images; what has not changed is left alone. One runtime that fails does not stop the others.
#   runtimes/build.sh [RUNTIME|all]...   a runtime is a folder with a runtime.json;     BASE_IMAGE=my/python runtimes/build.sh python
set -uo pipefail
cd "$(dirname "$0")" || exit
BASE_IMAGE=${BASE_IMAGE:-python:3.11-slim}
TAG=3.11

# The hash of everything that goes into a runtime's image.
source_hash() {
  { printf '%s\n' "$BASE_IMAGE"; docker image inspect -f '{{.Id}}' "$2"; cat "$1/Dockerfile" "$1/requirements.lock"
    [ "$1" != python ] || find runner/src -name '*.py' -print0 | sort -z | xargs -0 cat; } | sha256sum | cut -c1-32
}

build() {
  local runtime=$1 below=$2 hash
  docker image inspect "$below" >/dev/null 2>&1 || { printf '! %s: the image %s is missing\n' "$runtime" "$below" >&2; return 1; }
  hash=$(source_hash "$runtime" "$below")
  if [ "$(docker image inspect -f '{{index .Config.Labels "io.cellhive.source"}}' "cellhive/$runtime:$TAG" 2>/dev/null)" = "$hash" ]; then
    printf '%s: up to date\n' "$runtime"
    return
  fi
  docker build -q --build-arg "BASE_IMAGE=$BASE_IMAGE" --label "io.cellhive.source=$hash" \
    -t "cellhive/$runtime:$TAG" -f "$runtime/Dockerfile" . || { printf '! %s: the image could not be built\n' "$runtime" >&2; return 1; }
  printf '%s: built\n' "$runtime"
}

# What a runtime stands on: the image its Dockerfile names, when that is one of ours.
below() { sed -n 's/^FROM \(cellhive\/[^ ]*\).*/\1/p' "$1/Dockerfile" | tail -n 1; }

# A runtime after the one it stands on; each at most once.
make() {
  local runtime=$1 under parent
  case " $made " in *" $runtime "*) return ;; esac
  [ -e "$runtime/runtime.json" ] || { printf '! %s is not a runtime\n' "$runtime" >&2; return 1; }
  made="$made $runtime"
  under=$(below "$runtime")
  if [ -z "$under" ]; then
    stand-in/ensure.sh "$BASE_IMAGE" && build "$runtime" "$BASE_IMAGE"
    return
  fi
  parent=${under#cellhive/}
  make "${parent%%:*}" && build "$runtime" "$under"
}

wanted=${*:-all}
[ "$wanted" != all ] || wanted=$(for file in */runtime.json; do dirname "$file"; done)
made="" failed=0
for runtime in $wanted; do
  make "$runtime" || failed=1
done
exit $failed
