#!/usr/bin/env bash
# Builds a stand-in for python:3.11-slim (or the tag given) from Debian's own Python 3.11.
#   runtimes/stand-in/python.sh [TAG]
set -euo pipefail
. "$(dirname "$0")/debian.sh"

# shellcheck disable=SC2016,SC2034  # "$1" belongs to mmdebstrap; both arrays are read by debian_image
IMAGE_HOOKS=(
  'rm -f "$1"/usr/lib/python3.*/EXTERNALLY-MANAGED'
  'for name in python3 python pip pip3; do ln -sf "/usr/bin/${name%3}3" "$1/usr/local/bin/$name"; done'
)
# shellcheck disable=SC2034
IMAGE_CHANGES=(
  'ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin'
  'ENV LANG=C.UTF-8'
  'ENV PIP_ROOT_USER_ACTION=ignore'
  'CMD ["python3"]'
)
debian_image "${1:-python:3.11-slim}" python3 python3-pip python3-venv ca-certificates netbase tzdata
