#!/usr/bin/env bash
# Run once by the image's own start, in an empty data directory: the server's role, its database, and who may stream.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v own="$ATIENDE_ROLE_PASSWORD" -v streams="$REPLICATION_PASSWORD" --username "$POSTGRES_USER" <<'SQL'
CREATE ROLE atiende LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'own';
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'streams';
CREATE DATABASE atiende OWNER atiende TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
SQL
echo "host replication replicator all scram-sha-256" >>"$PGDATA/pg_hba.conf"
