import { migrate } from "@/db/migrate";

const url = process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL;
if (!url) throw new Error("DATABASE_URL is not set: which database is to be migrated?");
await migrate(url);
console.log("The database has the newest schema.");
