#!/usr/bin/env bash
# Builds a stand-in for node:22-slim (or the tag given) from the Node that is installed on this machine,
# whatever its version is.
#   runtimes/stand-in/node.sh [TAG]
set -euo pipefail
. "$(dirname "$0")/debian.sh"

NODE=$(readlink -f "$(command -v node)") || { echo "Node.js is not installed." >&2; exit 1; }
MODULES=$(npm root --global)
# shellcheck disable=SC2034
IMAGE_HOOKS=(
  "cp '$NODE' \"\$1/usr/local/bin/node\" && mkdir -p \"\$1/usr/local/lib/node_modules\""
  "cp -r '$MODULES/npm' \"\$1/usr/local/lib/node_modules/npm\""
  'ln -s ../lib/node_modules/npm/bin/npm-cli.js "$1/usr/local/bin/npm"'
  'ln -s ../lib/node_modules/npm/bin/npx-cli.js "$1/usr/local/bin/npx"'
)
# shellcheck disable=SC2034
IMAGE_CHANGES=('ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' 'CMD ["node"]')
debian_image "${1:-node:22-slim}" ca-certificates libstdc++6
