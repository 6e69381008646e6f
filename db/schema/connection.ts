import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { integrations } from "./integration";
import { projects } from "./project";
import { users } from "./user";

/**
 * One account at one provider. `gen` counts the rotations of its tokens and fences every write of
 * them; the lease (`leaseToken`, `leaseUntil`) says who may call the token endpoint.
 */
export const connections = pgTable(
  "connections",
  {
    id: id(),
    projectId: uuid()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    provider: text({ enum: ["dodois", "amocrm"] }).notNull(),
    /** Dodo IS: the installation that the account is of; an account's id says nothing at another. amoCRM has one. */
    cluster: text({ enum: ["io", "com"] })
      .notNull()
      .default("io"),
    /** Null for the deployment's own registration at the provider. */
    integrationId: uuid().references(() => integrations.id, { onDelete: "restrict" }),
    /** Dodo IS: the issuer; amoCRM: the account's host. Where the token endpoint is found. */
    upstreamOrigin: text().notNull(),
    upstreamAccountId: text().notNull(),
    name: text().notNull(),
    status: text({
      enum: ["pending", "active", "degraded", "reauth_required", "disabled", "revoked"],
    }).notNull(),
    scopes: text().array().notNull(),
    gen: integer().notNull().default(0),
    accessTokenSealed: text(),
    refreshTokenSealed: text(),
    /** The key that sealed both; null while there are no tokens. */
    keyId: text(),
    /** HMAC of the refresh token: names the bytes that an error was about, without them. */
    refreshFingerprint: text(),
    issuedAt: instant(),
    expiresAt: instant(),
    refreshExpiresAt: instant(),
    /** When the sweep should take it; null while there is nothing that a refresh could mend. */
    nextRefreshAt: instant(),
    leaseToken: uuid(),
    leaseUntil: instant(),
    failCount: integer().notNull().default(0),
    firstFailedAt: instant(),
    lastErrorClass: text(),
    lastErrorCode: text(),
    lastErrorFingerprint: text(),
    lastRefreshedAt: instant(),
    /** The newest of its time line: a project's newest events are found by it, however many there are. */
    lastEventId: uuid(),
    createdBy: uuid().references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex("connections_upstream_account_key").on(
      table.projectId,
      table.provider,
      table.cluster,
      table.upstreamAccountId,
    ),
    index("connections_key_id_idx").on(table.keyId),
    index("connections_integration_id_idx").on(table.integrationId),
    index("connections_project_id_idx").on(table.projectId, table.id),
    index("connections_newest_event_idx")
      .on(table.projectId, table.lastEventId)
      .where(sql`${table.lastEventId} is not null`),
    index("connections_due_idx").on(table.nextRefreshAt).where(sql`${table.nextRefreshAt} is not null`),
    check("connections_provider_check", sql`${table.provider} in ('dodois', 'amocrm')`),
    check(
      "connections_cluster_check",
      sql`${table.cluster} = 'io' or (${table.provider} = 'dodois' and ${table.cluster} = 'com')`,
    ),
    check(
      "connections_status_check",
      sql`${table.status} in ('pending', 'active', 'degraded', 'reauth_required', 'disabled', 'revoked')`,
    ),
    check("connections_lease_check", sql`(${table.leaseToken} is null) = (${table.leaseUntil} is null)`),
    check(
      "connections_revoked_check",
      sql`${table.status} <> 'revoked' or ${table.refreshTokenSealed} is null`,
    ),
  ],
);
