ALTER TABLE "connections" ADD COLUMN "key_id" text;--> statement-breakpoint
CREATE INDEX "connections_key_id_idx" ON "connections" USING btree ("key_id");