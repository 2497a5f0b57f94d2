# Every target goes through the front door, so that some Node >= 20 with npm is all it needs.
door := node tooling/bootstrap/main.mjs
run := $(door) run --

.DEFAULT_GOAL := help
.PHONY: help start dev test ci format bench contract type-table \
	migration-generate migration-migrate migration-rollback migration-reconcile

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+: *## / { printf "  make %-21s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

start: ## run the publication: database, web, newsroom and worker
	@$(door) start

dev: ## the same, with hot reload
	@$(door) dev

test: ## run the whole suite; what is not there is skipped, and said to be
	@$(door) test

ci: ## run the whole suite; what is not there is a failure
	@CI=true $(door) test

format: ## format every file, and mend what the linter can mend
	@$(run) oxfmt .
	@$(run) oxlint --fix

contract: ## commit to the API as it is now; a break must be declared in CHANGELOG.md first
	@$(run) pnpm --filter @quoin/ci run contract --write

type-table: ## measure what the types cost a client, and write docs/type-cost.md
	@$(run) pnpm --filter @quoin/ci run type-budget --table

bench: ## measure, as ratios to floors of the same run
	@$(run) pnpm --filter @quoin/bench bench

migration-generate: export NAME = $(name)
migration-generate: ## name=… write a migration, and its way back, from the schema's changes
ifndef name
	@echo "Name the migration: make migration-generate name=add_reading_lists" >&2; exit 2
else
	@$(run) pnpm --filter @quoin/db run migration:generate --name "$$NAME"
endif

migration-migrate: ## apply every migration that is not applied yet
	@$(run) pnpm --filter @quoin/db run migration:migrate

migration-rollback: ## undo the migration that was applied last
	@$(run) pnpm --filter @quoin/db run migration:rollback

migration-reconcile: ## renumber migrations of this branch that another branch's collide with
	@$(run) pnpm --filter @quoin/db run migration:reconcile
