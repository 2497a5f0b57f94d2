-- The table as it was knows posts alone.
DELETE FROM "redirects" WHERE "post_id" IS NULL;
--> statement-breakpoint
ALTER TABLE "redirects" DROP CONSTRAINT "redirects_target_check";
--> statement-breakpoint
ALTER TABLE "redirects" DROP CONSTRAINT "redirects_category_id_categories_id_fk";
--> statement-breakpoint
ALTER TABLE "redirects" DROP CONSTRAINT "redirects_tag_id_tags_id_fk";
--> statement-breakpoint
ALTER TABLE "redirects" DROP CONSTRAINT "redirects_user_id_users_id_fk";
--> statement-breakpoint
DROP INDEX "redirects_category_id_idx";
--> statement-breakpoint
DROP INDEX "redirects_tag_id_idx";
--> statement-breakpoint
DROP INDEX "redirects_user_id_idx";
--> statement-breakpoint
ALTER TABLE "redirects" ALTER COLUMN "post_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "redirects" DROP COLUMN "category_id";
--> statement-breakpoint
ALTER TABLE "redirects" DROP COLUMN "tag_id";
--> statement-breakpoint
ALTER TABLE "redirects" DROP COLUMN "user_id";
