import { z } from "zod";

// No quotes, comments or routes: the odd corners of RFC 5322 are where parsers disagree about the recipient.
const address = /^[^\s"(),:;<>@[\\\]]{1,64}@[^\s"(),:;<>@[\\\]]{1,255}$/u;
// oxlint-disable-next-line no-control-regex -- control characters are exactly what must not get in
const control = /[\u0000-\u001f\u007f\u2028\u2029]/;
const headerName = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;

const headerText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !control.test(text), "must be one line without control characters");

/** What sets the envelope or the shape of a mail; only the mailer writes these. */
const reserved =
  /^(?:from|to|cc|bcc|sender|reply-to|return-path|subject|date|message-id|mime-version|content-.*)$/i;

/** A mail to one person. `text` is required, so that every mail can be read anywhere. */
export const mailMessage = z.object({
  /** One bare address; lists are sent as one mail a person. */
  to: headerText(320).regex(address, "must be one e-mail address"),
  subject: headerText(250).min(1),
  text: z.string().min(1).max(500_000),
  html: z.string().min(1).max(1_000_000).optional(),
  /** Extra headers such as `List-Unsubscribe`. */
  headers: z
    .record(
      z
        .string()
        .regex(headerName)
        .refine((name) => !reserved.test(name), "is set by the mailer"),
      headerText(900),
    )
    .optional(),
});

export type MailMessage = z.infer<typeof mailMessage>;
