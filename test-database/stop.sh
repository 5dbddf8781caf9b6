#!/bin/sh
# Stops and removes what test-database/start.sh started, its data included.
set -eu
docker rm -f -v test-database >/dev/null
echo 'The test database is gone.'
