CREATE INDEX "audit_events_created_at_idx" ON "audit_events" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "connect_attempts_project_id_idx" ON "connect_attempts" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "connect_attempts_user_id_idx" ON "connect_attempts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "connect_attempts_session_id_idx" ON "connect_attempts" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "connect_attempts_connection_id_idx" ON "connect_attempts" USING btree ("connection_id");--> statement-breakpoint
CREATE INDEX "connect_attempts_integration_id_idx" ON "connect_attempts" USING btree ("integration_id");--> statement-breakpoint
CREATE INDEX "connection_events_created_at_idx" ON "connection_events" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "integrations_client_id_idx" ON "integrations" USING btree ("client_id");--> statement-breakpoint
CREATE INDEX "token_handouts_day_idx" ON "token_handouts" USING btree ("day");