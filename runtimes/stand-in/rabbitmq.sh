#!/usr/bin/env bash
# Builds a stand-in for rabbitmq:4-management (or the tag given) from Debian's RabbitMQ 3.10. Quorum queues, dead-letter
# exchanges, delivery limits and the management plugin are there; what only RabbitMQ 4 has is not.
# RABBITMQ_DEFAULT_USER, _PASS and _VHOST and mounted files in /etc/rabbitmq/conf.d work as in the public image.
#   runtimes/stand-in/rabbitmq.sh [TAG]
set -euo pipefail
. "$(dirname "$0")/debian.sh"

# why: Debian's own wrappers in /usr/sbin hide standard output, where the log has to appear; hence /usr/lib/rabbitmq/bin.
# shellcheck disable=SC2016,SC2034  # "$1" belongs to mmdebstrap; both arrays are read by debian_image
IMAGE_HOOKS=(
  'mkdir -p "$1/etc/rabbitmq/conf.d" && echo "[rabbitmq_management]." > "$1/etc/rabbitmq/enabled_plugins"'
  'printf "%s\n" "loopback_users.guest = false" "log.console = true" > "$1/etc/rabbitmq/conf.d/10-defaults.conf"'
  'rm -f "$1/var/lib/rabbitmq/.erlang.cookie"'
  'cat > "$1/usr/local/bin/docker-entrypoint.sh" <<"END"
#!/bin/sh
set -e
if [ "${1:-}" = rabbitmq-server ]; then
  shift
  conf=/etc/rabbitmq/conf.d/20-environment.conf
  : > "$conf"
  [ -z "${RABBITMQ_DEFAULT_USER:-}" ] || echo "default_user = $RABBITMQ_DEFAULT_USER" >> "$conf"
  [ -z "${RABBITMQ_DEFAULT_PASS:-}" ] || echo "default_pass = $RABBITMQ_DEFAULT_PASS" >> "$conf"
  [ -z "${RABBITMQ_DEFAULT_VHOST:-}" ] || echo "default_vhost = $RABBITMQ_DEFAULT_VHOST" >> "$conf"
  chown -R rabbitmq:rabbitmq /var/lib/rabbitmq /etc/rabbitmq
  exec setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups /usr/lib/rabbitmq/bin/rabbitmq-server "$@"
fi
exec "$@"
END
chmod 755 "$1/usr/local/bin/docker-entrypoint.sh"'
  'for tool in rabbitmqctl rabbitmq-diagnostics rabbitmq-plugins rabbitmq-queues; do
  printf "%s\n" "#!/bin/sh" \
    "[ \"\$(id -u)\" = 0 ] || exec /usr/lib/rabbitmq/bin/$tool \"\$@\"" \
    "exec setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups /usr/lib/rabbitmq/bin/$tool \"\$@\"" \
    > "$1/usr/local/bin/$tool"
  chmod 755 "$1/usr/local/bin/$tool"
done'
)
# shellcheck disable=SC2034
IMAGE_CHANGES=(
  'ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  'ENV HOME=/var/lib/rabbitmq'
  'ENV LANG=C.UTF-8'
  'ENV RABBITMQ_LOGS=-'
  'VOLUME /var/lib/rabbitmq'
  'EXPOSE 4369 5671 5672 15671 15672 25672'
  'ENTRYPOINT ["docker-entrypoint.sh"]'
  'CMD ["rabbitmq-server"]'
)
debian_image "${1:-rabbitmq:4-management}" rabbitmq-server
