import type { DodoisAccess } from "@/lib/providers/dodois-api/request";
import { providerFailure } from "@/lib/providers/provider";
import { type DodoisPerson, dodoisPeople } from "@/sandbox/data/dodois-people";
import { dodoisScopes } from "@/sandbox/dodois/options";
import { dodoisForTest } from "@/sandbox/dodois/testing";

export const place = { brand: "dodopizza", country: "ru" };
/** What an address in that place begins with. */
export const core = "/dodopizza/ru";
export const everyScope = dodoisScopes.join(" ");
export const [north, , south] = dodoisPeople as [DodoisPerson, DodoisPerson, DodoisPerson];
export const unitIds = (person: DodoisPerson) => person.units.map(({ id }) => id);

/** A Dodo IS of the test file's own, and what our calls of its API need and leave behind. */
export async function dodoisApiForTest(people?: DodoisPerson[]) {
  const dodois = await dodoisForTest(null, people);
  return {
    ...dodois,
    accessOf: async (account?: string, scope?: string): Promise<DodoisAccess> => {
      const { access_token: accessToken } = await dodois.connect(account, scope);
      const cluster = { id: "io", issuer: dodois.origin, api: dodois.origin } as const;
      return { cluster, accessToken, now: dodois.clock.now() };
    },
    /** The queries that came to a path, in the order in which they came. */
    asked: async (path: string) =>
      (await dodois.control.calls())
        .filter((call) => call.path === path)
        .map(({ query }) => Object.fromEntries(new URLSearchParams(query))),
    answerOnce: async (path: string, body: unknown) =>
      await dodois.control.fault({
        path,
        kind: "status",
        status: 200,
        body: typeof body === "string" ? body : JSON.stringify(body),
        contentType: "application/json",
      }),
  };
}

export const failureOf = async (call: Promise<unknown>) =>
  providerFailure(
    await call.then(
      () => null,
      (error) => error,
    ),
  );

export const sum = (numbers: (number | null | undefined)[]) =>
  numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
