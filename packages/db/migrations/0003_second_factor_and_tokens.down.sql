DROP TABLE "signing_keys" CASCADE;
--> statement-breakpoint
DROP TABLE "two_factors" CASCADE;
