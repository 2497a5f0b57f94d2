import { redirect } from "next/navigation";
import { webUrl } from "../../api.ts";

/** One page for both sites; mails of the newsroom lead here. */
export default function ForgotPasswordPage(): never {
  redirect(`${webUrl()}/forgot-password`);
}
