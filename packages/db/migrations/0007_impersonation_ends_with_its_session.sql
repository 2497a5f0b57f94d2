ALTER TABLE "sessions" ADD COLUMN "impersonated_from" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_impersonated_from_sessions_id_fk" FOREIGN KEY ("impersonated_from") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_impersonated_from_idx" ON "sessions" USING btree ("impersonated_from");