"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "./button.tsx";

/** A submit button that shows by itself that its form is on the way. */
export function SubmitButton({ busy, ...rest }: Omit<ButtonProps, "type">) {
  const { pending } = useFormStatus();
  return <Button {...rest} type="submit" busy={busy ?? pending} />;
}
