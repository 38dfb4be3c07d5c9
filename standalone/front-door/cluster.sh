# shellcheck shell=bash
# A cluster of processes on this machine, for the tests: Redis and RabbitMQ in containers, API nodes and workers as JVMs.
# Everything listens on loopback; CLUSTER is the folder of its logs and process ids.

CLUSTER_NODES="api-1:18181 api-2:18182 worker-1:18191 worker-2:18192"
# Where the nodes find Redis and RabbitMQ.
CLUSTER_BROKERS="SPRING_DATA_REDIS_PORT=16379 SPRING_RABBITMQ_PORT=15673"

cluster_start() {
  local node jdk
  CLUSTER=$STATE/cluster
  mkdir -p "$CLUSTER"
  runtimes/stand-in/ensure.sh redis:7 rabbitmq:4-management
  cluster_stop
  docker run -d --name cellhive-test-redis --label io.cellhive.test -p 127.0.0.1:16379:6379 redis:7 \
    redis-server --appendonly yes >/dev/null
  docker run -d --name cellhive-test-rabbitmq --label io.cellhive.test --hostname rabbitmq \
    -p 127.0.0.1:15673:5672 -p 127.0.0.1:15674:15672 rabbitmq:4-management >/dev/null
  [ -z "${CLUSTER_DIRECT:-}" ] || go_direct
  make_services
  eventually 60 curl -fsS -o /dev/null -u guest:guest http://127.0.0.1:15674/api/overview || stop_with "RabbitMQ did not start."
  jdk=$(find_jdk)
  for node in $CLUSTER_NODES; do
    # shellcheck disable=SC2086
    PORT=${node##*:} SERVER_ADDRESS=127.0.0.1 \
      CELLHIVE_INSTALLATION=cluster-test CELLHIVE_SECURITY_COOKIE_KEY=for-tests-only-0123456789-0123456789 \
      setsid nohup env $CLUSTER_BROKERS "$jdk/bin/java" --enable-native-access=ALL-UNNAMED $COMPILING -Xmx512m \
      -jar "$(echo "$node" | sed 's/-.*//')-service/target/cellhive-${node%%-*}.jar" \
      >"$CLUSTER/${node%%:*}.log" 2>&1 </dev/null &
    echo $! >"$CLUSTER/${node%%:*}.pid"
  done
  for node in $CLUSTER_NODES; do
    eventually 90 curl -fsS -o /dev/null "http://127.0.0.1:${node##*:}/actuator/health" ||
      { tail -n 20 "$CLUSTER/${node%%:*}.log" >&2 && stop_with "${node%%:*} did not start."; }
  done
}

# The services' jars; those that were made of these very sources stay.
make_services() {
  ensure_maven
  ! services_fit || return 0
  local sources
  sources=$(sources_hash)
  quietly "Building the services" mvn -q -B -ntp -DskipTests package -pl api-service,worker-service -am
  services_note "$sources"
}

# Past Docker's proxy for published ports, which takes more of a processor than Redis does; needs a daemon on this machine.
go_direct() {
  local redis rabbit
  redis=$(docker inspect -f '{{.NetworkSettings.IPAddress}}' cellhive-test-redis)
  rabbit=$(docker inspect -f '{{.NetworkSettings.IPAddress}}' cellhive-test-rabbitmq)
  CLUSTER_BROKERS="SPRING_DATA_REDIS_HOST=$redis SPRING_RABBITMQ_HOST=$rabbit"
}

# eventually SECONDS COMMAND...: until it succeeds, at most that long.
eventually() {
  local until=$((SECONDS + $1))
  shift
  until "$@" 2>/dev/null; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.2
  done
}

# cluster_process FILE: the process id in it, if that is a node.
cluster_process() {
  local pid
  pid=$(cat "$1" 2>/dev/null) && grep -qa cellhive- "/proc/$pid/cmdline" 2>/dev/null && echo "$pid"
}

cluster_node_ended() { ! cluster_process "$1" >/dev/null; }

# All nodes at once.
cluster_stop() {
  local file pid
  for file in "$STATE"/cluster/*.pid; do
    ! pid=$(cluster_process "$file") || kill "$pid" || true
  done
  for file in "$STATE"/cluster/*.pid; do
    eventually 30 cluster_node_ended "$file" || true
    rm -f "$file"
  done
  docker ps -aq --filter label=io.cellhive.installation=cluster-test | xargs -r docker rm -f >/dev/null
  docker ps -aq --filter label=io.cellhive.test | xargs -r docker rm -fv >/dev/null
}
