import type { AuthMail } from "@quoin/auth";
import {
  accountExists,
  connectionChanged,
  invitation,
  magicLink,
  type MailContent,
  passwordChanged,
  type Publication,
  resetPassword,
  twoFactorChanged,
  type TwoFactorEvent,
  verifyEmail,
} from "@quoin/mail";

const twoFactorEvents = {
  "two-factor-on": "on",
  "two-factor-off": "off",
  "recovery-code-used": "recovery",
} as const satisfies Partial<Record<AuthMail["kind"], TwoFactorEvent>>;

/** What the mails about identity say. */
export function authMail(publication: Publication, mail: AuthMail, at: Date): MailContent {
  const { kind, url } = mail;
  switch (kind) {
    case "verify":
      return verifyEmail({ publication, url });
    case "account-exists":
      return accountExists({ publication, url });
    case "reset":
      return resetPassword({ publication, url });
    case "magic-link":
      return magicLink({ publication, url });
    case "invitation":
      return invitation({ publication, name: mail.user.name, url });
    case "password-changed":
      return passwordChanged({ publication, name: mail.user.name, at, url });
    case "identity-linked":
    case "identity-unlinked": {
      const event = kind === "identity-linked" ? "connected" : "disconnected";
      return connectionChanged({ publication, name: mail.user.name, event, at, url });
    }
    case "two-factor-on":
    case "two-factor-off":
    case "recovery-code-used": {
      const event = twoFactorEvents[kind];
      return twoFactorChanged({ publication, name: mail.user.name, event, at, url });
    }
  }
}
