import { users } from "@/db/schema/user";
import type { UserActor } from "@/lib/context";
import { randomId } from "@/lib/crypto/token";
import { accountKey } from "@/lib/domain/account";
import { TEST_NOW } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";

export type TestUser = typeof users.$inferSelect;

/** A person with an address and a name that no other test has; verified unless told otherwise. */
export async function makeUser(overrides: Partial<typeof users.$inferInsert> = {}): Promise<TestUser> {
  const username = overrides.username ?? `user-${randomId().slice(-12)}`;
  const email = overrides.email ?? `${username}@example.test`;
  const [user] = await testDb()
    .insert(users)
    .values({
      emailVerifiedAt: TEST_NOW,
      createdAt: TEST_NOW,
      updatedAt: TEST_NOW,
      ...overrides,
      email,
      emailKey: accountKey(email),
      username,
      usernameKey: accountKey(username),
    })
    .returning();
  if (user === undefined) throw new Error("The insert returned no row.");
  return user;
}

/** The person as one who has signed in. */
export function actorOf(user: TestUser): UserActor {
  return {
    type: "user",
    userId: user.id,
    sessionId: randomId(),
    role: user.role,
    emailVerified: user.emailVerifiedAt !== null,
  };
}
