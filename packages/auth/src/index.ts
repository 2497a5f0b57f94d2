export { createAccounts, freeHandles } from "./accounts.ts";
export type { HandleOf, NewAccountFields, OpenedAccount } from "./accounts.ts";
export { createAuth } from "./auth.ts";
export { isBanned } from "./authenticate.ts";
export type {
  Auth,
  AuthAuditEntry,
  AuthCall,
  AuthLog,
  AuthMail,
  AuthMailKind,
  AuthOptions,
  AuthPages,
  ChangePasswordFields,
  CodeFields,
  CodeNeeded,
  Connection,
  ConnectionFields,
  Connections,
  EmailFields,
  ImpersonateFields,
  Invitation,
  Invitee,
  IssuedToken,
  OidcOptions,
  PasswordAndCodeFields,
  PasswordFields,
  RecoveryCodes,
  ResetPasswordFields,
  SignedIn,
  SignInCodeFields,
  SignInFields,
  SignUpFields,
  TokenFields,
  TwoFactorSetup,
  TwoFactorState,
  Untrusted,
} from "./contract.ts";
export { sessionCookieNames } from "./cookies.ts";
export { anonymous } from "./identity.ts";
export type { Credential, Identity, SessionUser } from "./identity.ts";
export { createKeys, listKeys, revokeKeys } from "./keys.ts";
export type { KeyRecord, NewKey } from "./keys.ts";
export {
  accountKey,
  addressKey,
  callLimits,
  clientKey,
  createLimits,
  limitTable,
} from "./limits.ts";
export type { Limit, LimitName, Limits, LimitsOptions, LimitsStore, LimitState } from "./limits.ts";
export { countingUses } from "./limits-headers.ts";
export { checkOrigin } from "./origins.ts";
export type { OriginVerdict } from "./origins.ts";
export { AuthError, failureStatus, isAuthError } from "./result.ts";
export type { AuthFailure, AuthFailureCode, AuthResult, AuthSuccess } from "./result.ts";
export { hasRole, lesserRole, roles } from "./roles.ts";
export type { Role } from "./roles.ts";
export { sweepExpired } from "./sweep.ts";
export { createVault } from "./vault.ts";
export type { Vault } from "./vault.ts";
