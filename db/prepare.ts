import type postgres from "postgres";

/**
 * Statements with more parameters are lists of values, of which each length is a statement of its
 * own: kept prepared they would fill the memory of server and client.
 */
const mostParameters = 40;

/**
 * Makes Drizzle's queries prepared statements. It sends every query by `unsafe`, for which the
 * driver prepares nothing: parsed and planned anew each time, and a round trip more to ask for types.
 */
export function preparing<S extends postgres.ISql>(sql: S): S {
  return new Proxy(sql, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      if (name === "unsafe") return prepareUnsafe(target);
      if (name === "begin" || name === "savepoint") return passOn(member as Begin);
      return member;
    },
  });
}

type Unsafe = (query: string, parameters?: unknown[], options?: postgres.UnsafeQueryOptions) => unknown;

function prepareUnsafe(sql: postgres.ISql): Unsafe {
  const unsafe = sql.unsafe as Unsafe;
  return (query, parameters = [], options = {}) => {
    const prepare = parameters.length > 0 && parameters.length <= mostParameters;
    // Drizzle asks for none by name.
    return unsafe(query, parameters, { ...options, prepare });
  };
}

type Begin = (...parameters: unknown[]) => unknown;

/** The transaction's own `sql` prepares, too. */
function passOn(begin: Begin): Begin {
  return (...parameters: unknown[]) => {
    const work = parameters.at(-1);
    if (typeof work !== "function") return begin(...parameters);
    return begin(...parameters.slice(0, -1), (tx: postgres.TransactionSql) => work(preparing(tx)));
  };
}
