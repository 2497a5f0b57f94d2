DROP TABLE "accounts" CASCADE;
--> statement-breakpoint
DROP TABLE "api_keys" CASCADE;
--> statement-breakpoint
DROP TABLE "audit_logs" CASCADE;
--> statement-breakpoint
DROP TABLE "categories" CASCADE;
--> statement-breakpoint
DROP TABLE "comments" CASCADE;
--> statement-breakpoint
DROP TABLE "post_authors" CASCADE;
--> statement-breakpoint
DROP TABLE "post_categories" CASCADE;
--> statement-breakpoint
DROP TABLE "post_tags" CASCADE;
--> statement-breakpoint
DROP TABLE "posts" CASCADE;
--> statement-breakpoint
DROP TABLE "rate_limits" CASCADE;
--> statement-breakpoint
DROP TABLE "redirects" CASCADE;
--> statement-breakpoint
DROP TABLE "sessions" CASCADE;
--> statement-breakpoint
DROP TABLE "settings" CASCADE;
--> statement-breakpoint
DROP TABLE "tags" CASCADE;
--> statement-breakpoint
DROP TABLE "users" CASCADE;
--> statement-breakpoint
DROP TABLE "verifications" CASCADE;
