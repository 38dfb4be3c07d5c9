# shellcheck shell=bash
# The JVM's AOT cache: the program's classes as loaded, and the profile of what ran often, recorded by a training run on a server
# of its own. It belongs to one jar and one JDK. Nothing needs it: without, the JVM is slower until it has warmed up.

JAR=standalone/target/cellhive-standalone.jar

# aot_start: the JVM's arguments for a start, one a line, with the cache if there is one that fits.
aot_start() {
  if aot_fits; then
    # why not the jar itself: a cache wants plain jars on the class path, and ours has jars within.
    printf '%s\n' "-XX:AOTCache=$STATE/aot/cellhive.aot" -jar "$STATE/aot/app/${JAR##*/}"
  else
    printf '%s\n' -jar "$JAR"
  fi
}

# What a cache depends on: the program, the JDK as it lies there, options from outside.
aot_key() {
  local jdk
  jdk=$(find_jdk)
  { cat "$JAR" "$jdk/release" && stat -c %s-%Y "$jdk/lib/modules" && printf '%s\n' "$jdk" "$COMPILING" "${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-}"; } |
    sha256sum | cut -c1-32
}

aot_fits() {
  [ "${CELLHIVE_AOT:-on}" != off ] && [ -s "$STATE/aot/cellhive.aot" ] && [ "$(cat "$STATE/aot/key" 2>/dev/null)" = "$(aot_key)" ]
}

# The running standalone took the cache: it has the file in its memory.
aot_taken() { grep -qF "$(realpath "$STATE/aot/cellhive.aot")" "/proc/$(cat "$STATE/standalone.pid")/maps"; }

# A cache that the JVM refuses is not offered to it again: the next `up` makes another.
aot_check() {
  ! command_of "$(cat "$STATE/standalone.pid")" | grep -q -- -XX:AOTCache= || aot_taken || {
    rm "$STATE/aot/key"
    warn "The JVM did not take its AOT cache (see $STATE/standalone.log) and runs without; the next start makes a new one."
  }
}

make_aot() {
  [ "${CELLHIVE_AOT:-on}" != off ] || return 0
  ! aot_fits || return 0
  (
    trap aot_end EXIT
    aot_end
    command -v python3 >/dev/null || ! may_install || need python3 python3
    quietly "Training the JVM, once per build" aot_try
  ) || true
  aot_fits || {
    rm -rf "$STATE/aot"
    warn "There is no AOT cache (see Training-the-JVM*.log and training-server.log in $STATE), so Cellhive starts without: its first thousand runs take a little longer."
  }
}

# Fails never, so that its log says what was wrong and nobody is frightened.
aot_try() { aot_train || say "The training failed."; }

aot_train() {
  local dir=$STATE/aot training=$STATE/aot/training port pid
  rm -rf "$dir"
  mkdir -p "$training"
  "$(find_jdk)/bin/java" -Djarmode=tools -jar "$JAR" extract --destination "$dir/app" || return
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])') || return
  new_installation >"$training/installation"
  # why so few containers: they are not what is trained, and take time from it.
  serve "$STATE/training-server.log" 127.0.0.1 "$port" "$training/data" "$(cat "$training/installation")" \
    -Dcellhive.pool.most=6 -Dcellhive.pool.class-size=2 "-XX:AOTCacheOutput=$dir/cellhive.aot" -jar "$dir/app/${JAR##*/}"
  pid=$!
  printf '%s\n' "$pid" >"$training/pid"
  for _ in $(seq 90); do
    sleep 1
    aot_trains "$pid" || return
    ! healthy "http://127.0.0.1:$port" || break
  done
  timeout 90 python3 "$PARTS/train.py" "http://127.0.0.1:$port" || return
  kill "$pid" || return
  # The JVM writes the cache before it ends.
  for _ in $(seq 120); do
    aot_trains "$pid" || break
    sleep 1
  done
  ! aot_trains "$pid" && [ -s "$dir/cellhive.aot" ] && aot_key >"$dir/key"
}

# aot_trains PID: this process is a training server.
aot_trains() { command_of "$1" | grep -q -- -XX:AOTCacheOutput=; }

# Ends a training server that still runs, also one that a killed `up` left behind, with its helper, containers and data.
aot_end() {
  local training=$STATE/aot/training pid id
  pid=$(cat "$training/pid" 2>/dev/null || true)
  if [ -n "$pid" ] && aot_trains "$pid"; then kill -9 -- "-$pid" || true; fi
  id=$(cat "$training/installation" 2>/dev/null || true)
  [ -z "$id" ] || ! docker_answers || remove_containers "$id"
  rm -rf "$training"
}
