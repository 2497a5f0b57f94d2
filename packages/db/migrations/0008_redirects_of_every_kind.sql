ALTER TABLE "redirects" ALTER COLUMN "post_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "redirects" ADD COLUMN "category_id" uuid;--> statement-breakpoint
ALTER TABLE "redirects" ADD COLUMN "tag_id" uuid;--> statement-breakpoint
ALTER TABLE "redirects" ADD COLUMN "user_id" uuid;--> statement-breakpoint
ALTER TABLE "redirects" ADD CONSTRAINT "redirects_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redirects" ADD CONSTRAINT "redirects_tag_id_tags_id_fk" FOREIGN KEY ("tag_id") REFERENCES "public"."tags"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "redirects" ADD CONSTRAINT "redirects_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "redirects_category_id_idx" ON "redirects" USING btree ("category_id");--> statement-breakpoint
CREATE INDEX "redirects_tag_id_idx" ON "redirects" USING btree ("tag_id");--> statement-breakpoint
CREATE INDEX "redirects_user_id_idx" ON "redirects" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "redirects" ADD CONSTRAINT "redirects_target_check" CHECK (num_nonnulls("redirects"."post_id", "redirects"."category_id", "redirects"."tag_id", "redirects"."user_id") = 1);