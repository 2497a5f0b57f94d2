import { registerHooks } from "node:module";

/**
 * Loads drizzle-orm in its CommonJS form. It is hundreds of small files; as ES modules, with their
 * parsing all at once, they leave over 100 MB in the heap that V8 does not give back for a long time.
 */
registerHooks({
  resolve(specifier, context, next) {
    if (!/^drizzle-orm(\/|$)/.test(specifier)) return next(specifier, context);
    return next(specifier, { ...context, conditions: ["node", "require"] });
  },
});
