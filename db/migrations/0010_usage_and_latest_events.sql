CREATE TABLE "proxied_calls" (
	"connection_id" uuid NOT NULL,
	"api_key_id" uuid NOT NULL,
	"day" date NOT NULL,
	"calls" integer NOT NULL,
	"refused" integer NOT NULL,
	"failed" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "proxied_calls_connection_id_api_key_id_day_pk" PRIMARY KEY("connection_id","api_key_id","day"),
	CONSTRAINT "proxied_calls_counts_check" CHECK ("proxied_calls"."refused" >= 0 and "proxied_calls"."failed" >= 0 and "proxied_calls"."calls" >= "proxied_calls"."refused" + "proxied_calls"."failed")
);
--> statement-breakpoint
ALTER TABLE "referral_exports" DROP CONSTRAINT "referral_exports_status_check";--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "last_event_id" uuid;--> statement-breakpoint
UPDATE "connections" SET "last_event_id" = (SELECT "id" FROM "connection_events" WHERE "connection_id" = "connections"."id" ORDER BY "id" DESC LIMIT 1);--> statement-breakpoint
UPDATE "referral_exports" SET "status" = 'failed' WHERE "status" in ('queued', 'running') AND EXISTS (SELECT FROM "referral_exports" "later" WHERE "later"."user_id" = "referral_exports"."user_id" AND "later"."id" > "referral_exports"."id" AND "later"."status" in ('queued', 'running'));--> statement-breakpoint
ALTER TABLE "proxied_calls" ADD CONSTRAINT "proxied_calls_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proxied_calls" ADD CONSTRAINT "proxied_calls_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "proxied_calls_day_idx" ON "proxied_calls" USING btree ("day");--> statement-breakpoint
CREATE INDEX "connections_last_event_idx" ON "connections" USING btree ("project_id","last_event_id");--> statement-breakpoint
CREATE UNIQUE INDEX "referral_exports_under_way_key" ON "referral_exports" USING btree ("user_id") WHERE "referral_exports"."status" in ('queued', 'running');--> statement-breakpoint
ALTER TABLE "referral_exports" ADD CONSTRAINT "referral_exports_status_check" CHECK ("referral_exports"."status" in ('queued', 'running', 'ready', 'failed'));