import { auditRouter } from "./audit/router.ts";
import { categoryRouter } from "./category/router.ts";
import { commentRouter } from "./comment/router.ts";
import { dashboardRouter } from "./dashboard/router.ts";
import { keyRouter } from "./key/router.ts";
import { outboxRouter } from "./outbox/router.ts";
import { postRouter } from "./post/router.ts";
import { settingsRouter } from "./settings/router.ts";
import { tagRouter } from "./tag/router.ts";
import { createCallerFactory, router } from "./trpc.ts";
import { userRouter } from "./user/router.ts";

/**
 * The features, by their names on the wire. Written out, so that the emitted declaration refers to each
 * router instead of repeating it: what a client pays does not grow with the number of procedures.
 */
type Routers = {
  audit: typeof auditRouter;
  category: typeof categoryRouter;
  comment: typeof commentRouter;
  dashboard: typeof dashboardRouter;
  key: typeof keyRouter;
  outbox: typeof outboxRouter;
  post: typeof postRouter;
  settings: typeof settingsRouter;
  tag: typeof tagRouter;
  user: typeof userRouter;
};

const routers: Routers = {
  audit: auditRouter,
  category: categoryRouter,
  comment: commentRouter,
  dashboard: dashboardRouter,
  key: keyRouter,
  outbox: outboxRouter,
  post: postRouter,
  settings: settingsRouter,
  tag: tagRouter,
  user: userRouter,
};

export const appRouter = router(routers);
export type AppRouter = typeof appRouter;

/** Calls procedures in this process, without HTTP and with the same checks. */
export const createCaller = createCallerFactory(appRouter);
export type Caller = ReturnType<typeof createCaller>;
