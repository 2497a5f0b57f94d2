DROP TRIGGER "comments_number_shown" ON "comments";
--> statement-breakpoint
DROP FUNCTION "comments_number_shown"();
--> statement-breakpoint
DROP SEQUENCE "comments_shown_number_seq";
--> statement-breakpoint
ALTER TABLE "idempotency_keys" DISABLE ROW LEVEL SECURITY;
--> statement-breakpoint
DROP TABLE "idempotency_keys" CASCADE;
--> statement-breakpoint
DROP INDEX "comments_post_id_shown_number_idx";
--> statement-breakpoint
ALTER TABLE "comments" DROP COLUMN "shown_number";
