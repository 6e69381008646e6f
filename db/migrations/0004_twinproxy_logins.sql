CREATE TABLE "twinproxy_logins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"password_hash" text NOT NULL,
	"client_link" text NOT NULL,
	"project_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"claimed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "twinproxy_logins" ADD CONSTRAINT "twinproxy_logins_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "twinproxy_logins" ADD CONSTRAINT "twinproxy_logins_connection_id_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "twinproxy_logins_login_key" ON "twinproxy_logins" USING btree ("login");--> statement-breakpoint
CREATE UNIQUE INDEX "twinproxy_logins_connection_id_key" ON "twinproxy_logins" USING btree ("connection_id");--> statement-breakpoint
CREATE INDEX "twinproxy_logins_project_id_idx" ON "twinproxy_logins" USING btree ("project_id");