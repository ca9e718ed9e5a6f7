/** libpq takes a service before the environment: it would lead to another server, or another database. */
export const ownAddress = 'unset PGSERVICE PGSERVICEFILE PGHOSTADDR PGOPTIONS'
