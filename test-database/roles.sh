#!/bin/sh
# Makes the roles of users-service when the database is made; nobody logs in as the superuser from outside.
# DATABASE_PASSWORD (else POSTGRES_PASSWORD) is that of users_service, which owns the directory. Where
# DATABASE_OWNER_PASSWORD is set too, users_owner owns it, and users_service is granted its rows by the
# migrations. Either can be a file: DATABASE_PASSWORD_FILE, DATABASE_OWNER_PASSWORD_FILE.
set -eu

[ -z "${DATABASE_PASSWORD_FILE:-}" ] || DATABASE_PASSWORD=$(cat "$DATABASE_PASSWORD_FILE")
[ -z "${DATABASE_OWNER_PASSWORD_FILE:-}" ] || DATABASE_OWNER_PASSWORD=$(cat "$DATABASE_OWNER_PASSWORD_FILE")
export DATABASE_PASSWORD="${DATABASE_PASSWORD:-$POSTGRES_PASSWORD}"
export DATABASE_OWNER_PASSWORD="${DATABASE_OWNER_PASSWORD:-}"

owner=users_service
[ -z "$DATABASE_OWNER_PASSWORD" ] || owner=users_owner

psql -q -v ON_ERROR_STOP=1 -v owner="$owner" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
\getenv password DATABASE_PASSWORD
\getenv owner_password DATABASE_OWNER_PASSWORD
create role users_service login password :'password';
select :'owner' <> 'users_service' as split \gset
\if :split
create role :"owner" login password :'owner_password';
\endif
alter database :"DBNAME" owner to :"owner";
alter table directory owner to :"owner";
alter role :"USER" password null;
SQL
