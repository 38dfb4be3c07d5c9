#!/usr/bin/env bash
# Builds a stand-in for redis:7 (or the tag given) from Debian's redis-server. Like the public image it serves every
# interface without a password, keeps its data in /data and runs as the user redis.
#   runtimes/stand-in/redis.sh [TAG]
set -euo pipefail
. "$(dirname "$0")/debian.sh"

# shellcheck disable=SC2016,SC2034  # "$1" belongs to mmdebstrap; both arrays are read by debian_image
IMAGE_HOOKS=(
  'mkdir -p "$1/data" && chroot "$1" chown redis:redis /data'
  'cat > "$1/usr/local/bin/docker-entrypoint.sh" <<"END"
#!/bin/sh
set -e
case ${1:-} in -* | *.conf | "") set -- redis-server "$@" ;; esac
if [ "$1" = redis-server ]; then
  set -- "$@" --protected-mode no
  if [ "$(id -u)" = 0 ]; then
    chown -R redis:redis .
    set -- setpriv --reuid=redis --regid=redis --init-groups "$@"
  fi
fi
exec "$@"
END
chmod 755 "$1/usr/local/bin/docker-entrypoint.sh"'
)
# shellcheck disable=SC2034
IMAGE_CHANGES=(
  'ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  'WORKDIR /data'
  'VOLUME /data'
  'EXPOSE 6379'
  'ENTRYPOINT ["docker-entrypoint.sh"]'
  'CMD ["redis-server"]'
)
debian_image "${1:-redis:7}" redis-server
