#!/bin/sh
# Runs a worker as the image will run it, against the embedded DynamoDB, and keeps the classes that it loaded and linked in
# /opt/afterimage/worker.aot. Part of the image's build: docker/Dockerfile.
set -eu
cd "$(mktemp -d)"

# Lists of words; started without a function around them, so that signals reach the JVM.
sample="java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
  -cp $(echo /opt/local/lib/*.jar /opt/local/own/*.jar /opt/afterimage/own/*.jar | tr ' ' ':') dev.afterimage.demo.Main"
worker="/opt/afterimage/java/bin/java @/opt/afterimage/worker.options"

fail() {
  echo "train.sh: $1" >&2
  cat ./*.out >&2
  exit 1
}

# Until the file says so, or the process has ended.
await() {
  waited=0
  until grep -q "$1" "$2"; do
    waited=$((waited + 1))
    kill -0 "$3" 2>/dev/null && [ "$waited" -lt 600 ] || fail "no '$1'"
    sleep 0.2
  done
}

# A worker that is watched is slow, so one question may not do.
ask() {
  tries=1
  until $worker dev.afterimage.console.health.Probe "$1"; do
    [ "$tries" -lt 20 ] || fail "no answer"
    tries=$((tries + 1))
  done
}

trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
: >local.out
: >worker.out

$sample local --port 0 >local.out 2>&1 &
local=$!
await 'listens on' local.out "$local"
endpoint=$(sed -n 's/.*listens on \(http[^,]*\),.*/\1/p' local.out)
$sample seed load --users 2 --endpoint "$endpoint"

AFTERIMAGE_WORKER_SHUTDOWN_TIMEOUT=60s $worker -XX:AOTCacheOutput=/opt/afterimage/worker.aot \
  dev.afterimage.app.Main run --endpoint "$endpoint" >worker.out 2>&1 &
trained=$!
await 'afterimage: ready' worker.out "$trained"
console=$(sed -n 's/.*console: \(.*\)/\1/p' worker.out)
for path in live ready login metrics; do
  ask "$console$path"
done
$sample seed traffic --rate 20 --duration 3s --endpoint "$endpoint"

kill -TERM "$trained"
wait "$trained" || fail "the worker ended with $?"
kill -TERM "$local"
wait "$local" || true
[ -s /opt/afterimage/worker.aot ] || fail "no cache was written"
ls -l /opt/afterimage/worker.aot
