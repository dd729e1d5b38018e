#!/bin/sh
# Makes the console's tokens where there are none yet: new ones on every machine, and none in the project.
set -eu
umask 022
for name in read change; do
  file=/run/afterimage/$name-token
  if [ ! -s "$file" ]; then
    head -c 24 /dev/urandom | base64 | tr '+/' '-_' >"$file.new"
    mv "$file.new" "$file"
  fi
done
