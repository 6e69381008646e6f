import type { Db } from "./client";

/** A query built once for each pool or transaction: for paths where building it costs more than asking it. */
export function preparedPer<Q>(build: (db: Db) => Q): (db: Db) => Q {
  const known = new WeakMap<Db, Q>();
  return (db) => {
    const query = known.get(db) ?? build(db);
    known.set(db, query);
    return query;
  };
}
