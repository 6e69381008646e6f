import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditEvents } from "@/db/schema/audit-event";
import { users } from "@/db/schema/user";
import { TEST_NOW, testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { makeUser } from "@/lib/testing/factories";
import { setRole } from "./set-role";

const command = testContext({ type: "system", job: "superuser" });

const roleOf = async (id: string) =>
  (await testDb().select({ role: users.role }).from(users).where(eq(users.id, id)))[0]?.role;

test("a person becomes an operator by the address, in any case, and stops being one; both on record once", async () => {
  const { id, email } = await makeUser();
  await setRole(command, { email: email.toUpperCase(), role: "superuser" });
  await setRole(command, { email, role: "superuser" });
  expect(await roleOf(id)).toBe("superuser");
  await setRole(command, { email, role: "user" });
  expect(await roleOf(id)).toBe("user");
  const events = await testDb().select().from(auditEvents).where(eq(auditEvents.subjectId, id));
  expect(events.map(({ action, actorId, data }) => [action, actorId, data.role])).toEqual([
    ["user.role_changed", "superuser", "superuser"],
    ["user.role_changed", "superuser", "user"],
  ]);
});

test("nobody becomes an operator by an address that is unknown, archived or unproven", async () => {
  const unproven = await makeUser({ emailVerifiedAt: null });
  const archived = await makeUser({ archivedAt: TEST_NOW });
  const attempt = (email: string) => setRole(command, { email, role: "superuser" });
  await expect(attempt("nobody@example.test")).rejects.toMatchObject({ code: "not_found" });
  await expect(attempt(archived.email)).rejects.toMatchObject({ code: "not_found" });
  await expect(attempt(unproven.email)).rejects.toMatchObject({ reason: "email_not_verified" });
  expect(await roleOf(unproven.id)).toBe("user");
});
