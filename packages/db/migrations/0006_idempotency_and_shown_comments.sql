CREATE TABLE "idempotency_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"key" varchar(255) NOT NULL,
	"procedure" varchar(100) NOT NULL,
	"input_digest" varchar(64) NOT NULL,
	"answer" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_user_id_key_key" UNIQUE("user_id","key")
);
--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "shown_number" bigint;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_expires_at_idx" ON "idempotency_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "comments_post_id_shown_number_idx" ON "comments" USING btree ("post_id","shown_number");--> statement-breakpoint
CREATE SEQUENCE "comments_shown_number_seq" AS bigint;
--> statement-breakpoint
-- Numbers comments in the order in which they can first be seen. The lock is held until the transaction ends,
-- so a smaller number is never committed after a larger one, and who has read up to a number has missed none.
-- With its owner's rights: the role that the app runs as can use no sequence.
CREATE FUNCTION "comments_number_shown"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(hashtextextended('comments.shown', 0));
	NEW.shown_number := nextval('comments_shown_number_seq');
	RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "comments_number_shown" BEFORE INSERT OR UPDATE OF "status" ON "comments" FOR EACH ROW WHEN (NEW.status = 'approved' AND NEW.shown_number IS NULL) EXECUTE FUNCTION "comments_number_shown"();
--> statement-breakpoint
UPDATE "comments" SET "shown_number" = "ordered"."number" FROM (SELECT "id", nextval('comments_shown_number_seq') AS "number" FROM (SELECT "id" FROM "comments" WHERE "status" = 'approved' ORDER BY "created_at", "id") AS "seen") AS "ordered" WHERE "ordered"."id" = "comments"."id";
