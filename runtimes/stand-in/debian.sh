# shellcheck shell=bash
# Functions to build stand-ins for public base images out of Debian packages, for machines that reach a Debian mirror
# but no image registry. Source this file; it runs nothing by itself.
#
#   . "$(dirname "$0")/debian.sh"
#   IMAGE_CHANGES=('ENTRYPOINT ["redis-server"]')
#   debian_image redis:7-alpine redis-server
#
# debian_image TAG PACKAGES...   builds TAG from a minimal Debian with PACKAGES. Nothing happens when TAG exists already
#                                (a real image is never replaced), unless STAND_IN_REBUILD=1 and TAG is itself a stand-in.
# Arrays and variables it reads, all optional:
#   IMAGE_CHANGES   Dockerfile instructions for `docker import --change` (ENV, CMD, ENTRYPOINT, WORKDIR, EXPOSE, USER ...)
#   IMAGE_HOOKS     shell commands run at the end of the build; "$1" is the root folder of the image.
#                   `chroot "$1" CMD` works; single-quote them so that "$1" stays as it is.
#   DEBIAN_SUITE    default bookworm
# Every image gets the label io.cellhive.stand-in=true. When the host has a CA bundle it is copied in and the usual
# variables point at it, so that pip, npm and friends work inside `docker build` behind a proxy that re-signs TLS.

HOST_CA_BUNDLE=${HOST_CA_BUNDLE:-/etc/ssl/certs/ca-certificates.crt}
IMAGE_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt
STAND_IN_LABEL=io.cellhive.stand-in

image_exists() { docker image inspect "$1" >/dev/null 2>&1; }

is_stand_in() {
  [ "$(docker image inspect --format "{{index .Config.Labels \"$STAND_IN_LABEL\"}}" "$1" 2>/dev/null)" = true ]
}

need_mmdebstrap() {
  command -v mmdebstrap >/dev/null && return
  echo "Installing mmdebstrap." >&2
  # why the lock: something else may ask for packages meanwhile; it is the one of standalone/front-door/machine.sh.
  local apt=(flock --close "${TMPDIR:-/tmp}/cellhive-apt.lock" apt-get -qq)
  "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends mmdebstrap >&2
}

# Fills ca_hooks and ca_changes of the caller.
ca_settings() {
  [ -s "$HOST_CA_BUNDLE" ] || return 0
  ca_hooks+=("mkdir -p \"\$1$(dirname "$IMAGE_CA_BUNDLE")\" && cp -L '$HOST_CA_BUNDLE' \"\$1$IMAGE_CA_BUNDLE\"")
  local name
  for name in SSL_CERT_FILE PIP_CERT REQUESTS_CA_BUNDLE CURL_CA_BUNDLE NODE_EXTRA_CA_CERTS; do
    ca_changes+=("ENV $name=$IMAGE_CA_BUNDLE")
  done
}

debian_image() {
  local tag=$1
  shift
  if image_exists "$tag" && ! { [ "${STAND_IN_REBUILD:-0}" = 1 ] && is_stand_in "$tag"; }; then
    echo "$tag is there already." >&2
    return 0
  fi
  need_mmdebstrap || return 1

  local ca_hooks=() ca_changes=() options=() changes=() item
  ca_settings
  for item in "${ca_hooks[@]}" ${IMAGE_HOOKS[@]+"${IMAGE_HOOKS[@]}"}; do options+=("--customize-hook=$item"); done
  for item in "LABEL $STAND_IN_LABEL=true" "${ca_changes[@]}" ${IMAGE_CHANGES[@]+"${IMAGE_CHANGES[@]}"}; do
    changes+=(--change "$item")
  done
  for item in "$@"; do options+=("--include=$item"); done

  echo "Building the stand-in $tag." >&2
  # why tagged at the end: of a build that is stopped half-way, what Docker has got by then would be taken for the image.
  local id
  id=$(
    set -o pipefail
    mmdebstrap --quiet --variant=minbase \
      --aptopt='APT::Install-Recommends "false"' \
      --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
      --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
      "${options[@]}" "${DEBIAN_SUITE:-bookworm}" - |
      docker import "${changes[@]}" -
  ) && docker tag "$id" "$tag" || {
    echo "The stand-in $tag could not be built." >&2
    return 1
  }
}
