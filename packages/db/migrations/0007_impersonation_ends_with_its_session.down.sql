ALTER TABLE "sessions" DROP CONSTRAINT "sessions_impersonated_from_sessions_id_fk";

--> statement-breakpoint
DROP INDEX "sessions_impersonated_from_idx";
--> statement-breakpoint
ALTER TABLE "sessions" DROP COLUMN "impersonated_from";
