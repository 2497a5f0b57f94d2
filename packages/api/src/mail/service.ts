import { isRefusal, type Mailer, type MailMessage } from "@quoin/mail";

/**
 * Sends a mail. `refused` means that no further try will help: the server has said no for good, or the
 * mail must not be sent at all. Other failures reject and may be tried again; `key` keeps those tries one mail.
 */
export async function deliverMail(
  mailer: Mailer,
  mail: MailMessage,
  key: string,
): Promise<"sent" | "refused"> {
  try {
    await mailer.send(mail, key);
    return "sent";
  } catch (error) {
    if (isRefusal(error)) return "refused";
    throw error;
  }
}
