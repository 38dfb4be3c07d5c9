# shellcheck shell=bash
# What the machine has: packages, the Docker engine, a JDK. Installs only on Debian and Ubuntu as root.

may_install() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }

# apt_get ARGUMENT...: one at a time, also when something else asks for packages meanwhile.
# why setsid: an installation that is ended half-way leaves the package system in need of a repair.
apt_get() {
  DEBIAN_FRONTEND=noninteractive setsid --wait flock --close "${TMPDIR:-/tmp}/cellhive-apt.lock" apt-get -o DPkg::Lock::Timeout=300 "$@"
}

package_lists() { [ -e "$STATE/apt-updated" ] || { quietly "Reading the package lists" apt_get update && touch "$STATE/apt-updated"; }; }

# need COMMAND PACKAGE...: the command is there, or its packages get installed, or the reader is told which.
need() {
  local command=$1
  shift
  command -v "$command" >/dev/null && return
  may_install || stop_with "Please install $* (for the command $command), then run this again."
  package_lists
  quietly "Installing $*" apt_get install -y --no-install-recommends "$@"
  command -v "$command" >/dev/null || stop_with "Installed $*, but $command is still not there."
}

docker_answers() { timeout 10 docker info >/dev/null 2>&1; }

# The Docker engine runs; started by its service, or else directly (its pid is noted, so that `down --all` can end it).
ensure_docker() {
  docker_answers && return
  need dockerd docker.io
  say "Starting the Docker engine."
  if [ -d /run/systemd/system ]; then
    systemctl start docker || true
  else
    setsid nohup dockerd >"$STATE/dockerd.log" 2>&1 </dev/null &
    echo $! >"$STATE/dockerd.pid"
  fi
  for _ in $(seq 60); do
    docker_answers && return
    sleep 1
  done
  stop_with "The Docker engine does not answer. Look into $STATE/dockerd.log or 'journalctl -u docker'."
}

# remove_containers INSTALLATION: those that carry its label.
remove_containers() { docker ps -aq --filter "label=io.cellhive.installation=$1" | xargs -r docker rm -f >/dev/null; }

JDK_IMAGE=maven:3.9-eclipse-temurin-25
JDK_TAKEN=$STATE/jdk

jdk_version() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }

# The folder of a JDK 25 or newer that lies on the machine; fails when there is none.
find_jdk() {
  local home version
  for home in "${JAVA_HOME:-}" "$JDK_TAKEN" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    version=$(jdk_version "$home")
    if [ -n "$version" ] && [ "$version" -ge 25 ] && [ -x "$home/bin/javac" ]; then
      printf '%s\n' "$home"
      return
    fi
  done
  return 1
}

ensure_jdk() {
  find_jdk >/dev/null && return
  if may_install && apt-cache policy openjdk-25-jdk-headless 2>/dev/null | grep -q 'Candidate: [0-9]'; then
    quietly "Installing a JDK 25" apt_get install -y openjdk-25-jdk-headless
    return
  fi
  jdk_from_image "$JDK_TAKEN" ||
    stop_with "A JDK 25 or newer is needed; this distribution has none, and the image $JDK_IMAGE cannot be had. Install one (adoptium.net) under /usr/lib/jvm."
}

# jdk_from_image FOLDER: the JDK of the build image, for a distribution that has none.
jdk_from_image() {
  local container
  ensure_docker
  docker image inspect "$JDK_IMAGE" >/dev/null 2>&1 || quietly "Pulling $JDK_IMAGE for its JDK" docker pull -q "$JDK_IMAGE" || return 1
  container=$(docker create "$JDK_IMAGE" true) || return 1
  rm -rf "$1"
  docker cp -q "$container:/opt/java/openjdk" "$1" || docker cp "$container:/opt/java/openjdk" "$1"
  docker rm "$container" >/dev/null
  [ "$(jdk_version "$1")" -ge 25 ] && "$1/bin/java" -version >/dev/null 2>&1
}

ensure_maven() {
  ensure_jdk
  need mvn maven
  # why: Maven looks for a JDK in the usual folders, and this is none.
  [ "$(find_jdk)" != "$JDK_TAKEN" ] || export JAVA_HOME=$JDK_TAKEN
}

# Python's module venv, which Debian keeps in a package of its own.
need_venv() {
  ! python3 -c 'import ensurepip' 2>/dev/null || return 0
  may_install || stop_with "Please install python3-venv, then run this again."
  package_lists
  quietly "Installing python3-venv" apt_get install -y --no-install-recommends python3-venv
}

# The page's packages, as its lock file says; those that were installed after it last changed stay.
page_packages() {
  [ frontend/node_modules/.package-lock.json -nt frontend/package-lock.json ] &&
    [ frontend/node_modules/.package-lock.json -nt frontend/package.json ] || npm --prefix frontend ci --loglevel=error
}

# Node 20 or newer with npm, for the page.
ensure_node() {
  need npm nodejs npm
  node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' ||
    stop_with "Node.js 20 or newer is needed to build the page; this is $(node --version). Install one, then run this again."
}
