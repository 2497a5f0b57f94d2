DROP INDEX "users_bylines_name_idx";
