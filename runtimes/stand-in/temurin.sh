#!/usr/bin/env bash
# Builds stand-ins for the two Java images out of a JDK 25 that is installed on this machine. Its trust store comes
# along, so that Maven works inside `docker build` behind a proxy that re-signs TLS.
#   runtimes/stand-in/temurin.sh run [TAG]     eclipse-temurin:25-jre
#   runtimes/stand-in/temurin.sh maven [TAG]   maven:3.9-eclipse-temurin-25, with Debian's Maven
set -euo pipefail
. "$(dirname "$0")/debian.sh"

jdk_25() {
  local home
  for home in "${JAVA_25_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
    [ -n "$home" ] && [ -x "$home/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$home/release" && echo "$home" && return
  done
  echo "No JDK 25 found; set JAVA_25_HOME." >&2
  return 1
}
JDK=$(jdk_25)
PACKAGES=(ca-certificates tzdata curl)
# shellcheck disable=SC2034
IMAGE_HOOKS=(
  "mkdir -p \"\$1/opt/java\" && cp -a '$JDK' \"\$1/opt/java/openjdk\""
  "rm -f \"\$1/opt/java/openjdk/lib/security/cacerts\" \"\$1/opt/java/openjdk/lib/src.zip\""
  "cp -L '$JDK/lib/security/cacerts' \"\$1/opt/java/openjdk/lib/security/cacerts\""
)
# shellcheck disable=SC2034
IMAGE_CHANGES=(
  'ENV JAVA_HOME=/opt/java/openjdk'
  'ENV PATH=/opt/java/openjdk/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  'ENV LANG=C.UTF-8'
)
case ${1:-} in
  run)
    TAG=${2:-eclipse-temurin:25-jre}
    # shellcheck disable=SC2016
    IMAGE_HOOKS+=('rm -rf "$1/opt/java/openjdk/jmods" "$1/opt/java/openjdk/man"')
    ;;
  maven)
    TAG=${2:-maven:3.9-eclipse-temurin-25}
    # why a copy: Debian's package would bring a second, older Java along.
    MAVEN=$(readlink -f "$(command -v mvn)")
    MAVEN=${MAVEN%/bin/mvn}
    IMAGE_HOOKS+=(
      "mkdir -p \"\$1/usr/share\" && cp -rL '$MAVEN' \"\$1/usr/share/maven\""
      'ln -s ../share/maven/bin/mvn "$1/usr/bin/mvn"'
    )
    ;;
  *) echo "Usage: $0 run|maven [TAG]" >&2; exit 2 ;;
esac
debian_image "$TAG" "${PACKAGES[@]}"
