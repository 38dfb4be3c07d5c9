# shellcheck shell=bash
# ./cellhive doctor: one line for each thing, with its mend; limits are tried out, not looked up.

IMAGE=cellhive/python:3.11
FAULTS=0

good() { say "ok    $*"; }

bad() {
  say "FAULT $*"
  FAULTS=$((FAULTS + 1))
}

run_doctor() {
  local jdk
  if jdk=$(find_jdk); then good "JDK $(jdk_version "$jdk") in $jdk"; else bad "no JDK 25 or newer; mend: install one under /usr/lib/jvm"; fi
  disk
  port 8080
  if docker_answers; then
    good "Docker $(docker version -f '{{.Server.Version}}'), cgroup version $(docker info -f '{{.CgroupVersion}}')"
    runc_version
    if docker image inspect "$IMAGE" >/dev/null 2>&1; then caps; else bad "the image $IMAGE is missing; mend: ./cellhive up"; fi
  else
    bad "Docker does not answer; mend: ./cellhive up starts it, or start Docker Desktop"
  fi
  [ "$FAULTS" -eq 0 ]
}

disk() {
  local free
  free=$(df -Pm . | awk 'NR==2 {print $4}')
  if [ "$free" -gt 5000 ]; then good "disk: $((free / 1024)) GB free"; else bad "disk: only $free MB free; mend: docker system prune"; fi
}

port() {
  if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then say "note  port $1 is in use; mend: ./cellhive down, or up --port"; else good "port $1 is free"; fi
}

# The daemon's own, which is not always the one on the PATH. Its age does not matter where another runtime is chosen.
runc_version() {
  local version
  case ${CELLHIVE_SANDBOX_OCI_RUNTIME:-runc} in runc) ;; *) return ;; esac
  version=$(docker version -f '{{range .Server.Components}}{{if eq .Name "runc"}}{{.Version}}{{end}}{{end}}' 2>/dev/null) || version=
  [ -n "$version" ] || version=$(runc --version 2>/dev/null | sed -n 's/^runc version \([^ ]*\).*/\1/p')
  if runc_fixed "$version"; then
    good "runc $version"
  else
    say "warn  runc ${version:-unknown} may be older than the fixes of known escapes from containers (1.2.8, 1.3.3, 1.4.0); mend: update it, or see that your distribution mended it"
  fi
}

# runc_fixed VERSION: as the worker's OldRunc sees it. CVE-2025-31133, -52565 and -52881 are fixed in 1.2.8, 1.3.3 and 1.4.0-rc.3.
runc_fixed() {
  [[ $1 =~ ^([0-9]+)\.([0-9]+)\.([0-9]+)([-~]rc\.?([0-9]+))? ]] || return 1
  local patch=${BASH_REMATCH[3]} candidate=${BASH_REMATCH[5]:-}
  case ${BASH_REMATCH[1]}.${BASH_REMATCH[2]} in
    0.* | 1.0 | 1.1) return 1 ;;
    1.2) [ "$patch" -ge 8 ] ;;
    1.3) [ "$patch" -ge 3 ] ;;
    1.4) [ "$patch" -gt 0 ] || [ "${candidate:-3}" -ge 3 ] ;;
  esac
}

# The limits of a worker's containers, with small numbers.
LIMITS=(--network none --memory 64m --memory-swap 64m --cpus 0.25 --pids-limit 10 --ulimit nofile=64:64 --read-only
  --tmpfs "/workspace:rw,nosuid,nodev,size=8m,uid=10001,mode=0700" --tmpfs "/tmp:rw,nosuid,nodev,size=8m,uid=10001,mode=0700"
  --cap-drop ALL --security-opt no-new-privileges)

# try_out FLAG...: what caps.py says of a container with these flags.
try_out() {
  timeout 60 docker run --rm -i --user 10001:10001 --log-driver none --label io.cellhive.sandbox=doctor "$@" \
    --entrypoint python "$IMAGE" - <"$PARTS/caps.py"
}

caps() {
  local runtime=${CELLHIVE_SANDBOX_OCI_RUNTIME:-} errors answer code=0 name wrong mend
  errors=$(mktemp)
  answer=$(try_out "${LIMITS[@]}" ${runtime:+--runtime "$runtime"} 2>"$errors") || code=$?
  # why: gVisor ends the whole container for the last check, which is that of memory.
  [ "$code" -ne 137 ] || answer+=$'\nmemory'
  while IFS=$'\t' read -r name wrong mend; do
    if [ -n "$wrong" ]; then bad "limit NOT enforced: $name: $wrong; mend: $mend"; else good "limit enforced: $name"; fi
  done < <(grep . <<<"$answer")
  grep -q ^memory <<<"$answer" ||
    bad "limits could not all be tried out${runtime:+ with the OCI runtime $runtime}: $(sed '/^$/d; /--help/d' "$errors" | tail -n 1); mend: ${runtime:+name it in /etc/docker/daemon.json, or }look into Docker's log"
  rm -f "$errors"
}
