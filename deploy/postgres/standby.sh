#!/usr/bin/env bash
# A second PostgreSQL that streams from the first under the name `standby`; arguments are the server's own. To take over:
# `pg_ctl promote`, then point ATIENDE_DATABASE_URL at it (docs/operations.md).
set -euo pipefail
data=${PGDATA:-/var/lib/postgresql/data}
primary=${PRIMARY_HOST:-postgres}
export PGPASSWORD=$REPLICATION_PASSWORD
if [ ! -s "$data/PG_VERSION" ]; then
    install -d -o postgres -g postgres -m 0700 "$data"
    gosu postgres pg_basebackup --pgdata="$data" --wal-method=stream --write-recovery-conf --checkpoint=fast \
        --dbname="host=$primary user=replicator application_name=standby"
fi
exec gosu postgres postgres -D "$data" "$@"
