ALTER TABLE "posts" drop column "search";
--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (setweight(to_tsvector('english', "title"), 'A') || setweight(to_tsvector('english', "excerpt"), 'B') || setweight(to_tsvector('english', left("plain_text", 200000)), 'C')) STORED;
--> statement-breakpoint
-- It went with the column.
CREATE INDEX "posts_search_idx" ON "posts" USING gin ("search");
