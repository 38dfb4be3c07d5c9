# shellcheck shell=bash
# ./cellhive doctor: one line for each thing, with its mend; caps are tried out, not looked up.

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

# The daemon's own, which is not always the one on the PATH.
runc_version() {
  local version
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

# sandbox LIMITS... -- CODE: runs Python code with these limits.
sandbox() {
  local flags=()
  while [ "$1" != -- ]; do flags+=("$1") && shift; done
  timeout 60 docker run --rm --network none --read-only --cap-drop ALL --security-opt no-new-privileges --log-driver none \
    --label io.cellhive.sandbox=doctor "${flags[@]}" --entrypoint python "$IMAGE" -c "$2" 2>/dev/null
}

# cap NAME MEND LIMITS... -- CODE: the code prints "held" exactly when the cap is enforced.
cap() {
  local name=$1 mend=$2
  shift 2
  if [ "$(sandbox "$@" | tail -n 1)" = held ]; then good "cap enforced: $name"; else bad "cap NOT enforced: $name; mend: $mend"; fi
}

caps() {
  local kernel="enable this cgroup controller in the kernel"
  cap memory "$kernel" --memory 64m --memory-swap 64m -- \
    'import subprocess, sys; r = subprocess.run([sys.executable, "-c", "bytearray(200 << 20)"]); print("held" if r.returncode == -9 else "free")'
  cap cpu "$kernel" --cpus 0.25 -- \
    'import time; t = time.monotonic(); c = time.process_time()
while time.monotonic() - t < 2: pass
print("held" if time.process_time() - c < 1.2 else "free")'
  cap processes "$kernel" --pids-limit 10 -- \
    'import os, time
try:
    for _ in range(30):
        if os.fork() == 0: time.sleep(3); os._exit(0)
    print("free")
except BlockingIOError: print("held")'
  cap network "update Docker" -- 'import os; print("held" if os.listdir("/sys/class/net") == ["lo"] else "free")'
  cap "read-only root" "update Docker" -u 0 -- '
try: open("/x", "w"); print("free")
except OSError: print("held")'
}
