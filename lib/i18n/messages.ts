import enAdmin from "@/messages/en/admin.json";
import enAuth from "@/messages/en/auth.json";
import enCommon from "@/messages/en/common.json";
import enConnections from "@/messages/en/connections.json";
import enDashboard from "@/messages/en/dashboard.json";
import enErrors from "@/messages/en/errors.json";
import enLanding from "@/messages/en/landing.json";
import enMail from "@/messages/en/mail.json";
import enMigration from "@/messages/en/migration.json";
import enReferrals from "@/messages/en/referrals.json";
import enSettings from "@/messages/en/settings.json";
import ruAdmin from "@/messages/ru/admin.json";
import ruAuth from "@/messages/ru/auth.json";
import ruCommon from "@/messages/ru/common.json";
import ruConnections from "@/messages/ru/connections.json";
import ruDashboard from "@/messages/ru/dashboard.json";
import ruErrors from "@/messages/ru/errors.json";
import ruLanding from "@/messages/ru/landing.json";
import ruMail from "@/messages/ru/mail.json";
import ruMigration from "@/messages/ru/migration.json";
import ruReferrals from "@/messages/ru/referrals.json";
import ruSettings from "@/messages/ru/settings.json";

const en = {
  admin: enAdmin,
  auth: enAuth,
  common: enCommon,
  connections: enConnections,
  dashboard: enDashboard,
  errors: enErrors,
  landing: enLanding,
  mail: enMail,
  migration: enMigration,
  referrals: enReferrals,
  settings: enSettings,
};

export type Messages = typeof en;

const ru: Messages = {
  admin: ruAdmin,
  auth: ruAuth,
  common: ruCommon,
  connections: ruConnections,
  dashboard: ruDashboard,
  errors: ruErrors,
  landing: ruLanding,
  mail: ruMail,
  migration: ruMigration,
  referrals: ruReferrals,
  settings: ruSettings,
};

/** All texts of the product by language; that both have the same keys is the type checker's. */
export const messages = { en, ru };
