CREATE TABLE "referral_export_parts" (
	"export_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "referral_export_parts_export_id_part_pk" PRIMARY KEY("export_id","part")
);
--> statement-breakpoint
CREATE TABLE "referral_exports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"status" text NOT NULL,
	"locale" text NOT NULL,
	"rows_total" integer DEFAULT 0 NOT NULL,
	"rows_done" integer DEFAULT 0 NOT NULL,
	"cursor" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "referral_exports_status_check" CHECK ("referral_exports"."status" in ('queued', 'running', 'ready'))
);
--> statement-breakpoint
ALTER TABLE "referral_clicks" DROP CONSTRAINT "referral_clicks_code_id_day_pk";--> statement-breakpoint
ALTER TABLE "referral_clicks" ADD COLUMN "source" text DEFAULT 'direct' NOT NULL;--> statement-breakpoint
ALTER TABLE "referral_clicks" ADD CONSTRAINT "referral_clicks_code_id_day_source_pk" PRIMARY KEY("code_id","day","source");--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "decision_note" text;--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "mailbox_key" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "leaderboard_name" text;--> statement-breakpoint
ALTER TABLE "referral_export_parts" ADD CONSTRAINT "referral_export_parts_export_id_referral_exports_id_fk" FOREIGN KEY ("export_id") REFERENCES "public"."referral_exports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_exports" ADD CONSTRAINT "referral_exports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "referral_exports_user_id_idx" ON "referral_exports" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "referral_exports_expires_at_idx" ON "referral_exports" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_mailbox_key" ON "referrals" USING btree ("mailbox_key") WHERE "referrals"."status" <> 'rejected';--> statement-breakpoint
CREATE INDEX "referrals_confirmed_idx" ON "referrals" USING btree ("referrer_id") WHERE "referrals"."status" = 'confirmed';--> statement-breakpoint
CREATE UNIQUE INDEX "users_leaderboard_name_key" ON "users" USING btree (lower("leaderboard_name"));