# Sourced by .ci/run. A Docker engine and local images for the suites that use containers: a registry of images may be out of
# reach here. An engine that answers already is used and left alone; so are images that the environment names.

docker_pid=
docker_folder=

start_docker() {
  local missing=()
  docker version >/dev/null 2>&1 || command -v dockerd >/dev/null || missing+=(docker.io iptables)
  docker compose version >/dev/null 2>&1 || command -v docker-compose >/dev/null || missing+=(docker-compose)
  [[ -x /bin/busybox ]] || missing+=(busybox-static)
  [[ -x /bin/bash-static ]] || missing+=(bash-static)
  if ((${#missing[@]})); then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
  fi
  if ! docker version >/dev/null 2>&1; then
    docker_folder=$(mktemp -d)
    dockerd --data-root "$docker_folder/data" >"$docker_folder/log" 2>&1 &
    docker_pid=$!
    until docker version >/dev/null 2>&1; do
      kill -0 "$docker_pid" 2>/dev/null || {
        tail -20 "$docker_folder/log"
        docker_pid=
        return 1
      }
      sleep 0.5
    done
  fi
  if [[ -z ${NEWSFLOW_KAFKA_IMAGE:-} ]]; then
    local images
    images=$(npm run --silent images) || return 1
    # shellcheck disable=SC2086 -- NAME=value words
    export $images
    # The image of the reaper is not to be had either: our suites remove their containers themselves.
    export TESTCONTAINERS_RYUK_DISABLED=true
  fi
}

# Ends the engine that start_docker started, and removes all that it made.
stop_docker() {
  [[ -n $docker_pid ]] || return 0
  kill "$docker_pid"
  wait "$docker_pid" || true
  rm -rf "$docker_folder"
}
