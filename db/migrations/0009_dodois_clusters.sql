DROP INDEX "connections_upstream_account_key";--> statement-breakpoint
ALTER TABLE "connect_attempts" ADD COLUMN "cluster" text DEFAULT 'io' NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "cluster" text DEFAULT 'io' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "connections_upstream_account_key" ON "connections" USING btree ("project_id","provider","cluster","upstream_account_id");--> statement-breakpoint
ALTER TABLE "connect_attempts" ADD CONSTRAINT "connect_attempts_cluster_check" CHECK ("connect_attempts"."cluster" = 'io' or ("connect_attempts"."provider" = 'dodois' and "connect_attempts"."cluster" = 'com'));--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_cluster_check" CHECK ("connections"."cluster" = 'io' or ("connections"."provider" = 'dodois' and "connections"."cluster" = 'com'));