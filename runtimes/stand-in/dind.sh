#!/usr/bin/env bash
# Builds a stand-in for docker:dind (or the tag given) from Debian's Docker engine. The daemon listens on
# /var/run/docker.sock; further arguments go to dockerd.
#   runtimes/stand-in/dind.sh [TAG]
set -euo pipefail
. "$(dirname "$0")/debian.sh"

CLIENT=$(readlink -f "$(command -v docker)")
# shellcheck disable=SC2016,SC2034
IMAGE_HOOKS=(
  "cp '$CLIENT' \"\$1/usr/local/bin/docker\""
  'cat > "$1/usr/local/bin/dockerd-entrypoint.sh" <<"END"
#!/bin/sh
set -e
case ${1:-} in
  -* | "") set -- dockerd --host=unix:///var/run/docker.sock "$@" ;;
esac
if [ "$1" = dockerd ]; then rm -f /var/run/docker.pid /run/containerd/containerd.pid /var/run/docker/containerd/containerd.pid; fi
exec "$@"
END
chmod 755 "$1/usr/local/bin/dockerd-entrypoint.sh"'
)
# shellcheck disable=SC2034
IMAGE_CHANGES=(
  'ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin'
  'VOLUME /var/lib/docker'
  'ENTRYPOINT ["dockerd-entrypoint.sh"]'
  'CMD []'
)
debian_image "${1:-docker:dind}" docker.io iptables ca-certificates
