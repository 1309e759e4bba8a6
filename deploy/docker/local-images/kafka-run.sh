#!/bin/sh
# Starts the broker by the rules of the image apache/kafka: KAFKA_A_B is the setting a.b; CLUSTER_ID, KAFKA_OPTS and
# KAFKA_HEAP_OPTS are no settings.
set -eu
settings=/tmp/server.properties
data=${KAFKA_LOG_DIRS:=/var/lib/kafka/data}
export KAFKA_LOG_DIRS

env | sed -n 's/^KAFKA_//p' | grep -vE '^(OPTS|HEAP_OPTS)=' | while IFS='=' read -r name value; do
  printf '%s=%s\n' "$(printf '%s' "$name" | tr 'A-Z_' 'a-z.')" "$value"
done >"$settings"

# What kafka-storage format would write.
mkdir -p "$data"
if [ ! -f "$data/meta.properties" ]; then
  printf 'version=1\ncluster.id=%s\nnode.id=%s\ndirectory.id=%s\n' "${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}" "$KAFKA_NODE_ID" \
    "$(head -c 16 /dev/urandom | base64 | tr '+/' 'AB' | tr -d '=')" >"$data/meta.properties"
fi

archive=
[ -s /opt/kafka/classes.jsa ] && archive=-XX:SharedArchiveFile=/opt/kafka/classes.jsa
# shellcheck disable=SC2086 -- flags, none of which holds a blank
exec java ${KAFKA_HEAP_OPTS:--Xms64m -Xmx256m} -XX:+UseSerialGC -XX:TieredStopAtLevel=1 $archive ${KAFKA_OPTS:-} \
  -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp '/opt/kafka/libs/*' kafka.Kafka "$settings"
