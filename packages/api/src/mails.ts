import type { AuthMail } from "@quoin/auth";
import {
  accountExists,
  magicLink,
  type MailContent,
  passwordChanged,
  type Publication,
  resetPassword,
  verifyEmail,
} from "@quoin/mail";

/** What the mails about identity say. */
export function authMail(publication: Publication, mail: AuthMail): MailContent {
  const { kind, url } = mail;
  const { name } = mail.user;
  switch (kind) {
    case "verify":
      return verifyEmail({ publication, url });
    case "account-exists":
      return accountExists({ publication, name, url });
    case "reset":
      return resetPassword({ publication, name, url });
    case "magic-link":
      return magicLink({ publication, name, url });
    case "password-changed":
      return passwordChanged({ publication, name, url });
  }
}
