import { AppError } from "../errors.ts";

/** Under an address, but not with this method; `allow` lists those that are there. */
export class MethodError extends AppError {
  readonly allow: string;
  constructor(allow: string) {
    super("method_not_allowed", `Use one of ${allow} here`);
    this.allow = allow;
  }
}
