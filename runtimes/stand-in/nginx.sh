#!/usr/bin/env bash
# Builds a stand-in for nginx:1-alpine (or the tag given) from Debian's nginx: configuration in /etc/nginx/conf.d,
# logs on standard output, in the foreground.
#   runtimes/stand-in/nginx.sh [TAG]
set -euo pipefail
. "$(dirname "$0")/debian.sh"

# shellcheck disable=SC2016,SC2034
IMAGE_HOOKS=(
  'rm -rf "$1"/etc/nginx/sites-enabled/*'
  'ln -sf /dev/stdout "$1/var/log/nginx/access.log" && ln -sf /dev/stderr "$1/var/log/nginx/error.log"'
)
# shellcheck disable=SC2034
IMAGE_CHANGES=(
  'ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  'EXPOSE 80'
  'CMD ["nginx", "-g", "daemon off;"]'
)
debian_image "${1:-nginx:1-alpine}" nginx-light curl
