#!/bin/sh
# Starts the sample database on localhost, for work on users-service without Compose: test-database/start.sh
# DATABASE_PORT (5432) and DATABASE_PASSWORD (local-only) choose where it listens and what it asks for.
set -eu
cd "$(dirname "$0")/.."

port=${DATABASE_PORT:-5432}
export POSTGRES_PASSWORD="${DATABASE_PASSWORD:-local-only}"

docker build -q -f test-database/Dockerfile -t test-database . >/dev/null
docker run -d --name test-database -p "127.0.0.1:$port:5432" -e POSTGRES_PASSWORD test-database >/dev/null

printf 'Waiting for the database'
until [ "$(docker inspect -f '{{.State.Health.Status}}' test-database)" = healthy ]; do
  if [ "$(docker inspect -f '{{.State.Running}}' test-database)" != true ]; then
    printf '\nThe database stopped:\n' >&2
    docker logs --tail 5 test-database >&2
    exit 1
  fi
  printf .
  sleep 1
done
printf '\nThe test database listens on localhost:%s (user users_service, database users). Stop it with test-database/stop.sh.\n' "$port"
